"""Which entries are asked for: by indexes and the table of names, never by reading them all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q

from activitylog.models import ActivityEntry
from activitylog.names import customer_named
from activitylog.querysets import Comparison
from partnercenter.wire.filters import Operator
from partnercenter.wire.queries import FILTER
from partnercenter.wire.refusing import BadParameter, quoted
from portal.ids import is_id
from portal.plugins import resource_types

if TYPE_CHECKING:
    from activitylog.querysets import ActivityEntryQuerySet
    from partnercenter.auditrecords.asking import Asked
    from partnercenter.wire.filters import FieldFilter

_COMPARISONS = {
    Operator.SUBSTRING: Comparison.CONTAINS,
    Operator.EQUALS: Comparison.EQUALS,
    Operator.STARTS_WITH: Comparison.STARTS,
}


def selected(asked: Asked) -> ActivityEntryQuerySet:
    entries: ActivityEntryQuerySet = ActivityEntry.objects.since(_midnight(asked.start)).before(
        _midnight(asked.end + timedelta(days=1))
    )
    return entries.filter(_condition(asked.filter)) if asked.filter else entries


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=UTC)


def _condition(given: FieldFilter) -> Q:
    field = _FIELDS.get(given.field.lower())
    if field is None:
        known = "CompanyName, CustomerId or ResourceType"
        raise BadParameter(FILTER, f"needs a Field that is {known}, not {quoted(given.field)}.")
    return field(given)


def _by_company(given: FieldFilter) -> Q:
    given.ensure_operator(*_COMPARISONS)
    return customer_named(given.value, _COMPARISONS[given.operator])


def _by_customer(given: FieldFilter) -> Q:
    given.ensure_operator(Operator.EQUALS)
    if not is_id(given.value):
        raise BadParameter(FILTER, f"needs a CustomerId as its Value, not {quoted(given.value)}.")
    return Q(customer=UUID(given.value))


def _by_resource_type(given: FieldFilter) -> Q:
    """By the wire's name (customer_user) or that of the .NET library (CustomerUser)."""
    given.ensure_operator(Operator.EQUALS)
    codes = [kind.code for kind in resource_types if _plain(kind.code) == _plain(given.value)]
    return Q(resource_type__in=[*codes, given.value])


def _plain(name: str) -> str:
    return name.replace("_", "").lower()


_FIELDS: dict[str, Callable[[FieldFilter], Q]] = {
    "companyname": _by_company,
    "customerid": _by_customer,
    "resourcetype": _by_resource_type,
}
