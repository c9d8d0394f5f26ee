"""Part-of searches: names are looked up in a small table, never in the entries themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any
from uuid import UUID

from django.db.models import Q

from activitylog.models import RecordedName
from activitylog.querysets import Comparison
from portal.among import AmongTexts

Kind = RecordedName.Kind

_CUSTOMER, _PARTNER_USER, _APPLICATION = Kind.values

# A part that so many names contain is common: reading entries in order finds a page at once.
# For rarer ones the names themselves are given, so that the database can use its indexes.
COMMON = 300


def remember_names(
    customers: Iterable[tuple[UUID | None, str]],
    partner_users: Iterable[str],
    applications: Iterable[str],
) -> None:
    """Keep the names of new entries; in the transaction that writes them."""
    wanted = {(_CUSTOMER, str(customer or ""), name) for customer, name in customers if name}
    wanted.update((_PARTNER_USER, "", name) for name in partner_users if name)
    wanted.update((_APPLICATION, "", name) for name in applications if name)
    texts = {text for _kind, _customer, text in wanted}
    known = RecordedName.objects.filter(AmongTexts("text", texts)).values_list(
        "kind", "customer", "text"
    )
    # Sorted, so that two writers never wait for each other crosswise.
    RecordedName.objects.bulk_create(
        (
            RecordedName(kind=kind, customer=customer, text=text, folded=text.casefold())
            for kind, customer, text in sorted(wanted.difference(known))
        ),
        ignore_conflicts=True,
    )


def customer_named(part: str, comparison: Comparison = Comparison.CONTAINS) -> Q:
    """Entries whose recorded customer name contains this, or compares with it otherwise."""
    return _named(part, Kind.CUSTOMER, comparison=comparison)


def acted_by(part: str) -> Q:
    """Entries whose Partner user column, where an application may stand, contains this; or is
    this, where it stands in double quotes."""
    comparison = Comparison.CONTAINS
    if len(part) > 2 and part.startswith('"') and part.endswith('"'):
        part, comparison = part[1:-1], Comparison.EQUALS
    return _named(part, Kind.PARTNER_USER, Kind.APPLICATION, comparison=comparison)


def named(part: str) -> Q:
    """Entries whose customer or Partner user column contains this."""
    return _named(part, *Kind)


def _named(part: str, *kinds: Kind, comparison: Comparison = Comparison.CONTAINS) -> Q:
    """One query for all kinds: a page asks the database little, whatever it is narrowed by."""
    names = RecordedName.objects.filter(kind__in=kinds).compared(part, comparison)
    found = list(names.values_list("kind", "customer", "text")[: COMMON + 1])
    entries = Q(pk__in=())
    for kind in kinds:
        if len(found) > COMMON:
            entries |= _CONDITIONS[kind](names.filter(kind=kind).values("text"))
        elif kind == Kind.CUSTOMER:
            entries |= _of_customers([(key, text) for of, key, text in found if of == kind])
        else:
            entries |= _CONDITIONS[kind]([text for of, _key, text in found if of == kind])
    return entries


_CONDITIONS: dict[Kind, Callable[[Any], Q]] = {
    Kind.CUSTOMER: lambda texts: Q(customer_name__in=texts),
    Kind.PARTNER_USER: lambda texts: Q(partner_user__in=texts),
    Kind.APPLICATION: lambda texts: Q(partner_user="") & Q(application__in=texts),
}


def _of_customers(found: list[tuple[str, str]]) -> Q:
    """By id where there is one, so that its index serves."""
    texts = {text for _customer, text in found}
    customers = {customer for customer, _text in found if customer}
    nobody = Q(customer__isnull=True) if any(not key for key, _text in found) else Q(pk__in=())
    return (Q(customer__in=customers) | nobody) & Q(customer_name__in=texts)
