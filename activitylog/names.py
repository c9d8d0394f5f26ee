"""Part-of searches: names are looked up in a small table, never in the entries themselves."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q

from activitylog.models import ActivityEntry, RecordedName

Kind = RecordedName.Kind

# A part that so many names contain is common: reading entries in order finds a page at once.
# For rarer ones the names themselves are given, so that the database can use its indexes.
COMMON = 300


def remember_names(entries: Iterable[ActivityEntry]) -> None:
    """Keep the names of new entries; in the transaction that writes them."""
    wanted = {key for entry in entries for key in _names_of(entry) if key[2]}
    texts = {text for _kind, _customer, text in wanted}
    known = RecordedName.objects.filter(text__in=texts).values_list("kind", "customer", "text")
    # Sorted, so that two writers never wait for each other crosswise.
    RecordedName.objects.bulk_create(
        (
            RecordedName(kind=kind, customer=customer, text=text, folded=text.casefold())
            for kind, customer, text in sorted(wanted - set(known))
        ),
        ignore_conflicts=True,
    )


def _names_of(entry: ActivityEntry) -> tuple[tuple[str, str, str], ...]:
    customer = str(entry.customer_id or "")
    return (
        (Kind.CUSTOMER.value, customer, entry.customer_name),
        (Kind.PARTNER_USER.value, "", entry.partner_user),
        (Kind.APPLICATION.value, "", entry.application),
    )


def customer_named(part: str) -> Q:
    """Entries whose recorded customer name contains this."""
    names = RecordedName.objects.filter(kind=Kind.CUSTOMER).containing(part)
    found = list(names.values_list("customer", "text")[: COMMON + 1])
    if len(found) > COMMON:
        return Q(customer_name__in=names.values("text"))
    texts = {text for _customer, text in found}
    customers = {customer for customer, _text in found if customer}
    nobody = Q(customer__isnull=True) if len(customers) < len(found) else Q(pk__in=())
    return (Q(customer__in=customers) | nobody) & Q(customer_name__in=texts)


def acted_by(part: str) -> Q:
    """Entries whose Partner user column, where an application may stand, contains this."""
    return Q(partner_user__in=_texts(Kind.PARTNER_USER, part)) | (
        Q(partner_user="") & Q(application__in=_texts(Kind.APPLICATION, part))
    )


def _texts(kind: str, part: str) -> Iterable[str]:
    names = RecordedName.objects.filter(kind=kind).containing(part).values_list("text", flat=True)
    found = list(names[: COMMON + 1])
    return found if len(found) <= COMMON else names
