"""How the table is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from unittest.mock import ANY

if TYPE_CHECKING:
    from django.db import models

    from customers.models import Customer
    from customers.services import Operation

__all__ = ["ANY", "Call", "Details", "Race", "Refusal", "Row", "name_of"]

Details = list[tuple[str, str | None]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A call that changes something, and what its entry has to say."""

    arguments: dict[str, Any]
    # What is changed; None where the call makes it and returns it.
    row: models.Model | None = None
    # The customizedData, with the row as it is afterwards.
    details: Callable[[Any], Details]
    # What differs between old and new value, by path; of a new row, a part of its value.
    changes: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A call that breaks a rule: what is made for it, and what it says."""

    arguments: Callable[[Customer], dict[str, Any]]
    code: str
    field: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Race:
    """Someone else is faster: between the look and the write, just before this SQL."""

    before: str
    competitor: Callable[[Customer, dict[str, Any]], object]
    # Those of the usual call, if not said otherwise.
    arguments: Callable[[Customer], dict[str, Any]] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    operation: Operation[..., Any]
    action: str
    resource_type: str
    # The row as the entry tells it.
    value: Callable[[Any], dict[str, Any]]
    call: Callable[[Customer], Call]
    # "version": a stale one. Or why there is no race that a single thread could lose.
    race: Race | str
    # Arguments of a call that changes nothing. Or why each call changes something.
    nothing: Callable[[Customer], dict[str, Any]] | str
    wrong_state: Mapping[str, Refusal] | str
    broken_limit: Mapping[str, Refusal] | str
    has_customer: bool = True


def name_of(operation: Operation[..., Any]) -> str:
    service: Any = operation.service
    return f"{service.__module__}.{service.__qualname__}"
