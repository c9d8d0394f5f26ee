from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction
from django.db.models import Count, Q

from activitylog.json_text import Unparsable, dump, parse
from activitylog.models import ActivityEntry
from customers.consistency.catalogue import Catalogue
from customers.consistency.chains import Chain, changes
from customers.consistency.differences import Difference, entry_name
from customers.models import LicenseAssignment, OrderLine, Subscription
from customers.services.changes import locked_rows
from customers.services.values import subscription_value

if TYPE_CHECKING:
    from django.db.models import QuerySet

BATCH = 200
KEYS = 20_000

ROWS = Subscription.objects.select_related("customer", "product")
ENTRIES = ActivityEntry.objects.filter(
    source="portal", status="succeeded", resource_type__in=("order", "subscription")
)


def check_subscriptions() -> Iterator[tuple[int, list[Difference]]]:
    """How many subscriptions were looked at, and what is wrong with them; batch after batch."""
    catalogue = Catalogue()
    for keys in _batches():
        wrong = _check(list(ROWS.filter(pk__in=keys)), catalogue)
        # Looked at once more while nobody changes them: row and log were not read at one moment.
        yield len(keys), list(_again(wrong, catalogue).values()) if wrong else []


def _batches() -> Iterator[list[UUID]]:
    """All keys, in the order of creation: those of one order stand together, which is large."""
    rows, beyond = Subscription.objects.order_by("created_at", "pk"), Q()
    while page := list(rows.filter(beyond).values_list("created_at", "pk")[:KEYS]):
        for start in range(0, len(page), BATCH):
            yield [key for _created_at, key in page[start : start + BATCH]]
        created_at, last = page[-1]
        beyond = Q(created_at__gt=created_at) | Q(created_at=created_at, pk__gt=last)


def _again(keys: dict[UUID, Difference], catalogue: Catalogue) -> dict[UUID, Difference]:
    with transaction.atomic():
        return _check(locked_rows(ROWS.filter(pk__in=keys)), catalogue)


def _check(rows: Sequence[Subscription], catalogue: Catalogue) -> dict[UUID, Difference]:
    chains = _chains([row.pk for row in rows], catalogue)
    licenses = LicenseAssignment.objects.filter(subscription__in=rows)
    seats = dict(licenses.values_list("subscription").annotate(Count("pk")).order_by())
    found = {}
    for row in rows:
        value = parse(dump(subscription_value(row)))
        what = chains[str(row.pk)].ends_as(value) or _seats_wrong(row, seats.get(row.pk, 0))
        if what:
            found[row.pk] = Difference(_named(row), what)
    return found


def _chains(keys: Sequence[UUID], catalogue: Catalogue) -> dict[str, Chain]:
    chains: dict[str, Chain] = defaultdict(lambda: Chain(catalogue))
    wanted = {str(key) for key in keys}
    for entry in _entries(keys):
        try:
            for key, before, after in changes(entry):
                if key in wanted:
                    chains[key].add(entry, before, after)
        except (Unparsable, KeyError, TypeError):
            for key in wanted & {entry.resource_id}:
                chains[key].broken = f"{entry_name(entry)} cannot be read"
    return chains


def _entries(keys: Sequence[UUID]) -> Iterator[ActivityEntry]:
    orders = OrderLine.objects.filter(subscription__in=keys).values_list("order", flat=True)
    resources = [str(key) for key in {*keys, *orders}]
    entries: QuerySet[ActivityEntry] = ENTRIES.filter(resource_id__in=resources).order_by("id")
    # A few at a time: the entry of a large order is megabytes.
    yield from entries.defer("details", "extra").iterator(chunk_size=20)


def _seats_wrong(row: Subscription, seats: int) -> str:
    if row.assigned_quantity != seats:
        return f"{row.assigned_quantity} seats are counted as assigned, but {seats} licenses are"
    if seats > row.quantity:
        return f"{seats} licenses are assigned, but there are {row.quantity} seats"
    return ""


def _named(row: Subscription) -> str:
    return f"Subscription {row.pk} (“{row.name}” of {row.customer})"
