"""How much of an entry a page shows at once: payloads may be megabytes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from activitylog.details.values import as_shown


@dataclass(frozen=True, slots=True)
class Limits:
    """How many rows, and characters of a value, are shown."""

    rows: int
    characters: int

    def cut(self, value: Any) -> tuple[str | None, bool]:
        """The value as people read it, and whether it was cut."""
        text = as_shown(value)
        if text is None or len(text) <= self.characters:
            return text, False
        return text[: self.characters], True


AT_FIRST = Limits(rows=40, characters=300)
# What a browser still lays out at once; beyond it the full JSON is the place to look.
IN_FULL = Limits(rows=2_000, characters=100_000)


def limits(*, full: bool) -> Limits:
    return IN_FULL if full else AT_FIRST
