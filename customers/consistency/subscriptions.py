from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import Count

from activitylog.json_text import Unparsable, dump, parse
from customers.consistency.batches import batches
from customers.consistency.catalogue import Catalogue
from customers.consistency.chains import Chain, changes
from customers.consistency.differences import Difference, entry_name
from customers.consistency.entries import entries_of_subscriptions
from customers.consistency.stocks import stock_wrong, stocks
from customers.models import LicenseAssignment, Subscription
from customers.services.changes import locked_rows
from customers.services.values import subscription_value

BATCH = 200
KEYS = 20_000

ROWS = Subscription.objects.select_related("customer", "product")


def check_subscriptions() -> Iterator[tuple[int, list[Difference]]]:
    """How many subscriptions were looked at, and what is wrong with them; batch after batch."""
    catalogue = Catalogue()
    # In the order of creation: those of one order stand together, whose entry is large.
    for keys in batches(("created_at", "pk"), BATCH, KEYS):
        wrong = _check(list(ROWS.filter(pk__in=keys)), catalogue)
        # Looked at once more while nobody changes them: row and log were not read at one moment.
        yield len(keys), list(_again(wrong, catalogue).values()) if wrong else []


def _again(keys: dict[UUID, Difference], catalogue: Catalogue) -> dict[UUID, Difference]:
    with transaction.atomic():
        return _check(locked_rows(ROWS.filter(pk__in=keys)), catalogue)


def _check(rows: Sequence[Subscription], catalogue: Catalogue) -> dict[UUID, Difference]:
    chains = _chains([row.pk for row in rows], catalogue)
    licenses = LicenseAssignment.objects.filter(subscription__in=rows)
    seats = dict(licenses.values_list("subscription").annotate(Count("pk")).order_by())
    moved = stocks([row.pk for row in rows])
    found = {}
    for row in rows:
        value = parse(dump(subscription_value(row)))
        what = (
            chains[str(row.pk)].ends_as(value)
            or _seats_wrong(row, seats.get(row.pk, 0))
            or stock_wrong(row, moved.get(row.pk, {}))
        )
        if what:
            found[row.pk] = Difference(named(row), what)
    return found


def _chains(keys: Sequence[UUID], catalogue: Catalogue) -> dict[str, Chain]:
    chains: dict[str, Chain] = defaultdict(lambda: Chain(catalogue))
    wanted = {str(key) for key in keys}
    for entry in entries_of_subscriptions(keys):
        try:
            for key, before, after in changes(entry):
                if key in wanted:
                    chains[key].add(entry, before, after)
        except (Unparsable, KeyError, TypeError):
            for key in wanted & {entry.resource_id}:
                chains[key].broken = f"{entry_name(entry)} cannot be read"
    return chains


def _seats_wrong(row: Subscription, seats: int) -> str:
    if row.assigned_quantity != seats:
        return f"{row.assigned_quantity} seats are counted as assigned, but {seats} licenses are"
    if seats > row.quantity:
        return f"{seats} licenses are assigned, but there are {row.quantity} seats"
    return ""


def named(row: Subscription) -> str:
    """What differences call it."""
    return f"Subscription {row.pk} (“{row.name}” of {row.customer})"
