from __future__ import annotations

import re
from typing import BinaryIO

CHUNK = 1 << 18
AHEAD = 1 << 12
"""So far one must see to tell what begins."""


class Window:
    """The part of a file that is looked at: `data`, and the `position` in it that was reached."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._ended = False
        self.data = b""
        self.position = 0
        self.line = 1
        self._before = b"\n"

    @property
    def left(self) -> int:
        return len(self.data) - self.position

    @property
    def byte(self) -> bytes:
        return self.data[self.position : self.position + 1]

    @property
    def on_new_line(self) -> bool:
        return self._before == b"\n"

    def begins(self, pattern: re.Pattern[bytes]) -> bool:
        return pattern.match(self.data, self.position) is not None

    def more(self) -> bool:
        """Read on and let go of what was passed; False when the file has ended.

        Positions found before are void then.
        """
        if self._ended:
            return False
        # As much again as is held: a large record is then looked at only a few times.
        chunk = self._file.read(max(CHUNK, self.left))
        self._ended = not chunk
        self.data = self.data[self.position :] + chunk
        self.position = 0
        return bool(chunk)

    def take(self, end: int) -> bytes:
        """Move on to `end`, and return what was passed."""
        passed = self.data[self.position : end]
        self.line += passed.count(b"\n")
        self.position += len(passed)
        self._before = passed[-1:] or self._before
        return passed

    def take_match(self, pattern: re.Pattern[bytes]) -> bytes:
        match = pattern.match(self.data, self.position)
        return self.take(match.end()) if match else b""

    def take_until(self, pattern: re.Pattern[bytes], limit: int) -> bytes:
        """Move behind the next match, or to the end; return at most `limit` bytes of the way."""
        kept = b""
        while not (match := pattern.search(self.data, self.position)):
            # A match may begin in what is here and end in what comes.
            kept = (kept + self.take(max(len(self.data) - AHEAD, self.position)))[:limit]
            if not self.more():
                return (kept + self.take(len(self.data)))[:limit]
        return (kept + self.take(match.end()))[:limit]
