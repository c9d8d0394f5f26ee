"""What speaks against a file, and where in it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """A reason, the line of the file (0: the file as a whole) and the column, as it is headed."""

    line: int
    column: str
    reason: str


class Unreadable(Exception):
    """The file is no table of these columns."""

    def __init__(self, reason: str, *, line: int = 0, column: str = "") -> None:
        super().__init__(reason)
        self.problem = Problem(line, column, reason)
