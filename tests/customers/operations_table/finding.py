"""Which services there are, what they have written, and what becomes of it in a fault."""

from __future__ import annotations

import importlib
import json
import pkgutil
from collections.abc import Callable, Mapping
from typing import Any

from django.apps import apps

from customers import services
from customers.services import Operation
from tests.customers.operations_table.rows import ANY, name_of


def operations() -> dict[str, Operation[..., Any]]:
    found = {}
    for info in pkgutil.walk_packages(services.__path__, f"{services.__name__}."):
        for value in vars(importlib.import_module(info.name)).values():
            if isinstance(value, Operation):
                found[name_of(value)] = value
    return found


def rows_of_customers() -> dict[str, list[dict[str, Any]]]:
    """Everything in every table of the customers."""
    return {
        model.__name__: list(model._default_manager.order_by("pk").values())
        for model in apps.get_app_config("customers").get_models()
    }


def differing(old: Any, new_value: Any, path: str = "") -> dict[str, tuple[Any, Any]]:
    if not (isinstance(old, dict) and isinstance(new_value, dict)):
        return {} if old == new_value else {path: (old, new_value)}
    return {
        place: pair
        for key in [*old, *(key for key in new_value if key not in old)]
        for place, pair in differing(
            old.get(key), new_value.get(key), f"{path}.{key}" if path else key
        ).items()
    }


def at(value: Mapping[str, Any], path: str) -> Any:
    for key in path.split("."):
        value = value[key]
    return value


def as_json(value: Any) -> Any:
    """As it is read from JSON, but for the places that the test does not know."""
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value if value is ANY else json.loads(json.dumps(value))


class Fault(Exception):
    """The power is cut."""


class Writes:
    """Counts the writes to customers' tables, and fails after so many of them."""

    def __init__(self, allowed: int | None = None) -> None:
        self.allowed = allowed
        self.count = 0

    def __call__(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if sql.startswith(("INSERT INTO", "UPDATE", "DELETE")) and '"customers_' in sql:
            self.count += 1
            if self.allowed is not None and self.count > self.allowed:
                raise Fault
        return execute(sql, *rest)
