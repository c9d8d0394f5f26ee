"""Before and after, field by field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

SEPARATOR = " \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} "


class _Absent:
    """No value at all, which is not the same as null."""


ABSENT = _Absent()


@dataclass(frozen=True, slots=True)
class Change:
    """One field that differs: where it is, how, and both of its values."""

    path: str
    kind: str
    before: Any
    after: Any


def changes(before: Any, after: Any) -> Iterator[Change]:
    """What was added, removed or changed, in the order of the fields.

    Raise RecursionError for what is nested too deeply.
    """
    yield from _compare((), before, after)


def _compare(path: tuple[str, ...], before: Any, after: Any) -> Iterator[Change]:
    if before is ABSENT or after is ABSENT:
        yield from _one_sided(path, before, after)
    elif isinstance(before, dict) and isinstance(after, dict):
        for key in [*after, *(key for key in before if key not in after)]:
            yield from _compare((*path, key), before.get(key, ABSENT), after.get(key, ABSENT))
    elif isinstance(before, list) and isinstance(after, list):
        for at in range(max(len(before), len(after))):
            yield from _compare(
                (*path, str(at + 1)),
                before[at] if at < len(before) else ABSENT,
                after[at] if at < len(after) else ABSENT,
            )
    elif before != after or type(before) is not type(after):
        yield Change(SEPARATOR.join(path), "changed", before, after)


def _one_sided(path: tuple[str, ...], before: Any, after: Any) -> Iterator[Change]:
    kind, value = ("added", after) if before is ABSENT else ("removed", before)
    for leaf, content in _leaves(path, value):
        yield Change(
            SEPARATOR.join(leaf),
            kind,
            None if kind == "added" else content,
            content if kind == "added" else None,
        )


def _leaves(path: tuple[str, ...], value: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(value, dict) and value:
        for key, inner in value.items():
            yield from _leaves((*path, key), inner)
    elif isinstance(value, list) and value:
        for at, inner in enumerate(value, 1):
            yield from _leaves((*path, str(at)), inner)
    else:
        yield path, value


def first(found: Iterator[Change], shown: int, counted: int) -> tuple[list[Change], int]:
    """The first changes, and how many more there are, counting no further than asked."""
    rows = list(islice(found, shown))
    return rows, sum(1 for _change in islice(found, counted))
