"""What is not as it should be, in words."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from activitylog.models import ActivityEntry

Json = dict[str, Any]

# A product's own, told with what names the product: they change with its own entries.
PRODUCTS_OWN = ("OfferId", "OfferName")


@dataclass(frozen=True, slots=True)
class Difference:
    """The first thing about a row that does not agree with the log."""

    subject: str
    what: str

    def __str__(self) -> str:
        return f"{self.subject}: {self.what}"


def first_difference(left: Any, right: Any, ignored: Collection[str] = ()) -> str:
    """The first place where two values differ, such as "Quantity is 5, not 6"; "" if none."""
    for place, one, other in _differences(left, right, ignored, ""):
        return f"{place or 'it'} is {_said(one)}, not {_said(other)}"
    return ""


def _differences(
    left: Any, right: Any, ignored: Collection[str], place: str
) -> Iterator[tuple[str, Any, Any]]:
    if isinstance(left, dict) and isinstance(right, dict):
        for key in dict.fromkeys((*left, *right)):
            if key not in ignored:
                inner = f"{place}.{key}" if place else key
                yield from _differences(left.get(key), right.get(key), ignored, inner)
    elif left != right:
        yield place, left, right


def _said(value: Any) -> str:
    if value is None:
        return "nothing"
    text = str(value)
    return text if len(text) <= 60 else f"{text[:60]}…"


def entry_name(entry: ActivityEntry) -> str:
    return f"entry {entry.id} ({entry.action}, {entry.occurred_at:%Y-%m-%d %H:%M:%S} UTC)"
