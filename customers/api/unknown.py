"""Rows that a body names, but that are not there."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from portal.api.problems import FieldError, Problem

if TYPE_CHECKING:
    from customers.api.parts import Values
    from customers.versions import VersionedModel


@contextmanager
def naming_unknown(model: type[VersionedModel], values: Values) -> Iterator[None]:
    """Where a service has not found one of the rows in these lists of IDs, say which."""
    try:
        yield
    except model.DoesNotExist:
        errors = list(_unknown(model, values))
        raise Problem("unprocessable", "Something that is named is not there.", errors) from None


def _unknown(model: type[VersionedModel], values: Values) -> Iterator[FieldError]:
    rows: Any = model._default_manager
    known = set(rows.filter(pk__in=[key for keys in values.values() for key in keys]).in_bulk())
    for field, keys in values.items():
        for place, key in enumerate(keys):
            if key not in known:
                yield FieldError(f"{field}.{place}", "Nothing has this ID.", "does_not_exist")
