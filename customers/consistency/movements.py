"""Whether the ledger of movements is what the log tells, and comes to what the rows are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction

from activitylog.keys import moment_of
from customers.consistency.batches import batches
from customers.consistency.catalogue import Catalogue
from customers.consistency.counting import Counted, recount
from customers.consistency.differences import Difference
from customers.consistency.stocks import stock_wrong, stocks
from customers.consistency.subscriptions import named
from customers.models import Subscription, SubscriptionMovement
from customers.services.changes import locked_rows
from customers.services.movements import Movement, keep_instead, movement_row

if TYPE_CHECKING:
    Fact = tuple[Any, ...]

BATCH = 200
KEYS = 20_000
# Those of one customer together: licenses are told of users, whose entries are read for all.
ORDER = ("customer", "created_at", "pk")

ROWS = Subscription.objects.select_related("customer")
FIELDS = tuple(field.name for field in fields(Movement))


@dataclass(frozen=True, slots=True)
class Checked:
    """A batch of subscriptions, the movements that the log tells of them, and what is wrong."""

    subscriptions: int
    movements: int
    differences: Sequence[Difference]
    written: int


def check_movements(*, write: bool = False) -> Iterator[Checked]:
    """Batch after batch. With `write`, what differs is replaced by what was counted; the
    differences are then those that are left."""
    catalogue = Catalogue()
    for keys in batches(ORDER, BATCH, KEYS):
        ledger = _Ledger(list(ROWS.filter(pk__in=keys)), catalogue)
        differences, written = ledger.differences(), 0
        if differences:
            # Looked at once more while nobody changes them: all was not read at one moment.
            differences, written = _again(differences, catalogue, write=write)
        yield Checked(len(keys), ledger.counted_movements, list(differences.values()), written)


def _again(
    keys: Collection[UUID], catalogue: Catalogue, *, write: bool
) -> tuple[dict[UUID, Difference], int]:
    with transaction.atomic():
        rows = locked_rows(ROWS.filter(pk__in=keys))
        ledger = _Ledger(rows, catalogue)
        differences = ledger.differences()
        if not (write and differences):
            return differences, 0
        written = ledger.write()
        return _Ledger(rows, catalogue).differences(), written


class _Ledger:
    """The movements of some subscriptions, as they are kept and as the log tells them."""

    def __init__(self, rows: Sequence[Subscription], catalogue: Catalogue) -> None:
        self.rows = {row.pk: row for row in rows}
        self.counted = recount(rows, catalogue)
        self.kept: dict[UUID, Counter[Fact]] = defaultdict(Counter)
        for movement in SubscriptionMovement.objects.filter(subscription__in=rows).iterator():
            self.kept[movement.subscription_id][_fact(movement)] += 1
        self.stocks = stocks(self.rows.keys())

    @property
    def counted_movements(self) -> int:
        return sum(map(len, self.counted.found.values()))

    def differences(self) -> dict[UUID, Difference]:
        found = {}
        for key, row in self.rows.items():
            what = (
                self.counted.broken.get(key)
                or _unlike(self._told(key), self.kept[key])
                or stock_wrong(row, self.stocks.get(key, {}))
            )
            if what:
                found[key] = Difference(named(row), what)
        return found

    def _told(self, key: UUID) -> Counter[Fact]:
        return Counter(_told_fact(item, self.rows[key]) for item in self.counted.found[key])

    def write(self) -> int:
        """Replace what is kept where it is not what the log tells; return of how many."""
        wrong = [
            key
            for key in self.rows
            if key not in self.counted.broken and self._told(key) != self.kept[key]
        ]
        counted = (
            movement_row(movement, self.rows[key], product)
            for key in wrong
            for movement, product in self.counted.found[key]
        )
        keep_instead(wrong, counted)
        return len(wrong)


def _fact(row: SubscriptionMovement) -> Fact:
    """All of a movement; of its key only the moment, for the rest of it is chance."""
    values = [getattr(row, name) for name in FIELDS]
    return (*values, row.customer_id, row.product_id, moment_of(row.pk))


def _told_fact(counted: Counted, row: Subscription) -> Fact:
    movement, product = counted
    values = [getattr(movement, name) for name in FIELDS]
    return (*values, row.customer_id, product, movement.occurred_at)


def _unlike(told: Mapping[Fact, int], kept: Mapping[Fact, int]) -> str:
    for fact in Counter(told) - Counter(kept):
        return f"the log tells of a movement that is not kept: {_said(fact)}"
    for fact in Counter(kept) - Counter(told):
        return f"a movement is kept that the log does not tell of: {_said(fact)}"
    return ""


def _said(fact: Fact) -> str:
    values = dict(zip(FIELDS, fact, strict=False))
    figures = [f"{name} {values[name]}" for name in FIELDS[3:] if values[name]]
    return ", ".join([f"{values['kind']} at {values['occurred_at']:%Y-%m-%d %H:%M:%S}", *figures])
