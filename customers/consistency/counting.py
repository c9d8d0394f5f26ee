"""Movements counted again, from what the log tells of each change."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import datetime
from operator import attrgetter
from typing import TYPE_CHECKING
from uuid import UUID

from activitylog.json_text import Unparsable
from customers.consistency.chains import changes, value_of
from customers.consistency.differences import Json, entry_name
from customers.consistency.entries import entries_of_licenses, entries_of_subscriptions
from customers.models import OrderLine
from customers.services.movements import Movement, Standing, movements
from customers.states import LineKind

if TYPE_CHECKING:
    from activitylog.models import ActivityEntry
    from customers.consistency.catalogue import Catalogue
    from customers.models import Subscription

Counted = tuple[Movement, UUID]
"""A movement, and the product that it goes on as."""


class Recount:
    """Some subscriptions as entry after entry leaves them, and the movements in between."""

    def __init__(self, rows: Collection[Subscription], catalogue: Catalogue) -> None:
        self.rows = {str(row.pk): row for row in rows}
        self.catalogue = catalogue
        self.found: dict[UUID, list[Counted]] = {row.pk: [] for row in rows}
        self.broken: dict[UUID, str] = {}
        """Why the movements of these cannot be counted."""
        self._now: dict[str, Standing] = {}

    def add(self, entry: ActivityEntry) -> None:
        try:
            if entry.resource_type in ("order", "subscription"):
                self._change(entry)
            else:
                self._licenses(entry)
        # Whatever is wrong with the values: they are what somebody else has written.
        except (Unparsable, KeyError, TypeError, ValueError, ArithmeticError):
            for row in self._told_by(entry):
                self.broken[row.pk] = f"{entry_name(entry)} cannot be read"

    def _told_by(self, entry: ActivityEntry) -> Collection[Subscription]:
        """Those that an entry tells of, or may tell of."""
        if entry.resource_type == "subscription":
            return [self.rows[entry.resource_id]]
        if entry.resource_type == "order":
            lines = OrderLine.objects.filter(order=UUID(entry.resource_id))
            ordered = set(lines.values_list("subscription", flat=True))
            return [row for row in self.rows.values() if row.pk in ordered]
        return [row for row in self.rows.values() if row.customer_id == entry.customer_id]

    def _change(self, entry: ActivityEntry) -> None:
        for text, old, new in changes(entry):
            if row := self.rows.get(text):
                assigned = self._now[text].assigned_quantity if text in self._now else 0
                if new is None:
                    raise ValueError("it does not say what it has become")
                before = Standing.read(old, assigned) if old else None
                after = Standing.read(new, assigned)
                for step in _steps(entry, text, before, after):
                    self._move(row, before, step, entry.occurred_at)
                    before = step

    def _licenses(self, entry: ActivityEntry) -> None:
        old, new = _licensed(entry.old_value), _licensed(entry.new_value)
        for text, step in [(key, 1) for key in new - old] + [(key, -1) for key in old - new]:
            if row := self.rows.get(text):
                if before := self._now.get(text):
                    count = before.assigned_quantity + step
                    after = replace(before, assigned_quantity=count)
                    self._move(row, before, after, entry.occurred_at)
                else:
                    self.broken[row.pk] = f"{entry_name(entry)} is told before it was ordered"

    def _move(
        self, row: Subscription, before: Standing | None, after: Standing, at: datetime
    ) -> None:
        self._now[str(row.pk)] = after
        for movement in movements(before, after, at):
            # One that had no such SKU by the log: there is no better guess than what it is now.
            product = self.catalogue.product(after.product, at) or row.product_id
            self.found[row.pk].append((movement, product))


def recount(rows: Collection[Subscription], catalogue: Catalogue) -> Recount:
    """Count the movements of these subscriptions."""
    counted = Recount(rows, catalogue)
    customers = {row.customer_id for row in rows}
    told = (entries_of_subscriptions([row.pk for row in rows]), entries_of_licenses(customers))
    for entry in heapq.merge(*told, key=attrgetter("id")):
        counted.add(entry)
    return counted


def _steps(
    entry: ActivityEntry, key: str, before: Standing | None, after: Standing
) -> Iterator[Standing]:
    """How it was after each line of an order that enlarges it; or after the change."""
    if before is None or entry.resource_type != "order":
        yield after
        return
    quantity = before.quantity
    for item in _lines(entry):
        if item["SubscriptionId"] == key and item["TransactionType"] == LineKind.ADD_QUANTITY:
            quantity += int(item["Quantity"])
            yield replace(after, quantity=quantity)


def _lines(entry: ActivityEntry) -> list[Json]:
    value = value_of(entry.new_value)
    lines: list[Json] = value["LineItems"] if value else []
    return lines


def _licensed(text: str | None) -> set[str]:
    """The subscriptions of which a user had a seat, as entries of users and of licenses tell it."""
    value = value_of(text) or {}
    return {
        *(item["SubscriptionId"] for item in value.get("Licenses", ())),
        *value.get("LicensedSubscriptionIds", ()),
    }
