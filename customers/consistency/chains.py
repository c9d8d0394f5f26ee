"""The chain of a subscription's states, as the log tells them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from activitylog.json_text import Unparsable, parse
from customers.consistency.differences import (
    PRODUCTS_OWN,
    Json,
    entry_name,
    first_difference,
)

if TYPE_CHECKING:
    from activitylog.models import ActivityEntry
    from customers.consistency.catalogue import Catalogue

Change = tuple[str, Json | None, Json | None]


class Chain:
    """What the entries say of one subscription, one after the other; it keeps only the last."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.broken = ""
        self.state: Json | None = None
        self._started = False

    def add(self, entry: ActivityEntry, before: Json | None, after: Json | None) -> None:
        if not self.broken:
            self.broken = self._break(entry, before, after)
        self.state, self._started = after, True

    def _break(self, entry: ActivityEntry, before: Json | None, after: Json | None) -> str:
        name = entry_name(entry)
        if after is None:
            return f"{name} does not say what it has become"
        if not self._started:
            return f"{name} is the first of it, but finds it there already" if before else ""
        if before is None:
            return f"{name} makes it once more"
        found = self._compared(before, self.state)
        return f"{name} finds what no entry has made: {found}" if found else ""

    def ends_as(self, row: Json) -> str:
        """How the row differs from the end of the chain; "" if it does not."""
        if self.broken:
            return self.broken
        if not self._started:
            return "no entry tells of it"
        found = self._compared(row, self.state)
        return f"it is not what the last entry has made of it: {found}" if found else ""

    def _compared(self, now: Json, then: Json | None) -> str:
        found = first_difference(now, then, PRODUCTS_OWN)
        if found or then is None:
            return found
        one, other = now.get("OfferId"), then.get("OfferId")
        if self.catalogue.are_same(one, other):
            return ""
        return f"OfferId is {one}, not {other}"


def changes(entry: ActivityEntry) -> Iterator[Change]:
    """The subscriptions that an entry changes: key, before, after. Raise Unparsable."""
    new, old = value_of(entry.new_value), value_of(entry.old_value)
    if entry.resource_type == "order":
        seen = set()
        for item in (new or {}).get("LineItems") or ():
            key = item["SubscriptionId"]
            # Two lines for one subscription both tell of all that the order did to it.
            if key not in seen:
                seen.add(key)
                yield key, item.get("SubscriptionBefore"), item.get("Subscription")
    else:
        yield entry.resource_id, old, new


def value_of(text: str | None) -> Json | None:
    """An object that an entry holds. Raise Unparsable."""
    value: Any = parse(text) if text else None
    if value is not None and not isinstance(value, dict):
        raise Unparsable("not an object")
    return value
