"""Watches the database while something is done: who writes, and whether it is told."""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from django.apps import apps
from django.db import connection

from activitylog.models import ActivityEntry
from customers.consistency.chains import changes
from customers.resolver import ImportedCustomers
from customers.services import Operation
from customers.versions import VersionedModel
from tests.customers.operations_table import TABLE
from tests.customers.operations_table.rows import name_of

RESOURCE_TYPES = {row.resource_type for row in TABLE}
BESIDES = ("assigned_quantity", "changed_at")
"""What a row holds of others: licenses are told as what their user has; and when that was."""

# Also `INSERT OR IGNORE INTO`, which SQLite has.
WRITE = re.compile(
    r"\s*(INSERT|REPLACE|UPDATE|DELETE|TRUNCATE|MERGE)\b[^\"(]*\"?customers_", re.IGNORECASE
)


class Watch:
    """Sees each write to a customer's table, and who it is that writes."""

    def __init__(self) -> None:
        self.strays: list[str] = []
        self.services: set[str] = set()
        self.resolved = 0

    def __call__(self, execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        if WRITE.match(sql):
            self._ask(sql)
        return execute(sql, *rest)

    def _ask(self, sql: str) -> None:
        frame: FrameType | None = sys._getframe()
        while frame:
            if frame.f_code is Operation.__call__.__code__:
                self.services.add(name_of(frame.f_locals["self"]))
                return
            if frame.f_code is ImportedCustomers.resolve.__code__:
                self.resolved += 1
                return
            frame = frame.f_back
        self.strays.append(sql)


@contextmanager
def watched() -> Iterator[Watch]:
    """Writes only by services, and one entry for each change of a row, told of that row."""
    watch = Watch()
    before, known = versions(), set(ActivityEntry.objects.values_list("pk", flat=True))
    with connection.execute_wrapper(watch):
        yield watch
    assert not watch.strays, watch.strays
    new = ActivityEntry.objects.exclude(pk__in=known).order_by("id")
    told, changed = told_by(new), changed_since(before)
    assert told == changed, f"told: {told - changed}, changed: {changed - told}"


def versions() -> dict[str, dict[str, Any]]:
    """Each row of the customers by its key."""
    return {
        str(row["id"]): row
        for model in apps.get_app_config("customers").get_models()
        if issubclass(model, VersionedModel)
        for row in list[Any](model._default_manager.values())
    }


def changed_since(before: dict[str, dict[str, Any]]) -> Counter[str]:
    """How often each row was changed, a new one once for its coming."""
    after = versions()
    assert not before.keys() - after.keys()
    found: Counter[str] = Counter()
    for key, row in after.items():
        old = before.get(key)
        found[key] = row["version"] - (old["version"] if old else 0)
        if old and not found[key]:
            quietly = {name for name in row if row[name] != old[name]} - set(BESIDES)
            assert not quietly, quietly
    return +found


def told_by(entries: Any) -> Counter[str]:
    """How often each row is told of; an order tells of its subscriptions, too."""
    told: Counter[str] = Counter()
    for entry in entries.filter(status="succeeded", resource_type__in=RESOURCE_TYPES):
        told[entry.resource_id] += 1
        if entry.resource_type == "order":
            told.update(key for key, _before, _after in changes(entry))
        if entry.action == "convert_trial_subscription":
            told.update(
                pair["value"] for pair in json.loads(entry.details) if pair["key"] == "OrderId"
            )
    return told
