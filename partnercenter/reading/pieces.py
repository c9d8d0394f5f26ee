"""Splits what is JSON, or should be, into pieces that are a record each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, NamedTuple

from django.utils.translation import gettext_lazy as _

from partnercenter.reading.lexing import Stop, scan
from partnercenter.reading.recovery import NEXT_LINE, broken_end, is_swallowing
from partnercenter.reading.window import AHEAD, Window

if TYPE_CHECKING:
    from portal.plugins import Text

EMPTY = _("the file holds no record")
ENDS_IN_RECORD = _("the file ends in the middle of a record")
ENDS_IN_COLLECTION = _("the file ends in the middle of a collection")
LEFT_OPEN = _("the collection before this line has no end")
BROKEN_END = _("what follows the items of the collection is not valid JSON")
NOT_JSON = _("this is not JSON")

# So much is kept of what is no record.
_KEPT = 1 << 20
# So far the end of a broken record is looked for.
_SEARCHED = 1 << 24

_GAP = re.compile(rb"[\s,]*+(?:\xef\xbb\xbf[\s,]*+){0,9}")
_VALUE = rb'(?:\{\s*+["}]|\[\s*+[\[{\]])'
_BEGINS = re.compile(_VALUE)
_BEFORE_VALUE = re.compile(rb"\n[ \t\r]*+(?=" + _VALUE + rb")")
_OBJECT = re.compile(rb"\s*+\{")
_ONE_LINE = re.compile(rb'\{[ \t]*+"')
_SCALAR = re.compile(rb'(?:"[^"\\\n]*+(?:\\[^\n][^"\\\n]*+){0,2000}"|[^\s",{}\[\]]++)(?=\s*+[,\]])')


class Piece(NamedTuple):
    """What should be a record, or the problem why it cannot be one."""

    line: int
    raw: bytes
    problem: str = ""


class Pieces:
    """Walks through a file with a window of it in memory.

    It goes into collections and lists; what stands in them, or alone, is a piece.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._window = Window(file)
        # What is open: "[" for a list, "{" for a collection.
        self._open = bytearray()
        # Whether there was a comma since the last item.
        self._separated = True
        self._begun = False
        self._cut = False

    def __iter__(self) -> Iterator[Piece]:
        while self._find_next():
            if self._left_open():
                self._open.clear()
                yield Piece(self._window.line, b"", str(LEFT_OPEN))
            yield from self._in_list() if self._open else self._on_top()
        if self._open and not self._cut:
            yield Piece(self._window.line, b"", str(ENDS_IN_COLLECTION))
        elif not self._begun:
            yield Piece(1, b"", str(EMPTY))

    def _find_next(self) -> bool:
        """Go to the next byte that means something; False if there is none."""
        self._pass_gap()
        while self._window.left < AHEAD and self._window.more():
            self._pass_gap()
        return self._window.left > 0

    def _pass_gap(self) -> None:
        self._separated |= b"," in self._window.take_match(_GAP)

    def _left_open(self) -> bool:
        """Whether a record begins on a new line where a comma or the end should have come."""
        misplaced = not self._separated and self._window.on_new_line
        return bool(self._open) and misplaced and self._window.byte == b"{"

    def _on_top(self) -> Iterator[Piece]:
        if not self._window.begins(_BEGINS):
            yield self._not_json()
        elif self._window.byte == b"[":
            self._enter(b"[", self._window.position + 1)
        else:
            yield from self._object()
        self._begun = True

    def _in_list(self) -> Iterator[Piece]:
        if self._window.byte == b"{":
            yield from self._object()
        elif self._window.byte == b"]":
            yield from self._close()
        elif self._window.byte == b"[":
            self._enter(b"[", self._window.position + 1)
        else:
            yield self._other()

    def _enter(self, opened: bytes, end: int) -> None:
        self._window.take(end)
        self._open += opened
        self._separated = True

    def _object(self) -> Iterator[Piece]:
        stop, end = self._scan(items=b"{" not in self._open)
        if stop is Stop.CLOSED and is_swallowing(self._window.data, self._window.position, end):
            stop = Stop.BROKEN
        if stop is Stop.ITEMS:
            self._enter(b"{", end)
        else:
            yield self._piece(end) if stop is Stop.CLOSED else self._broken(stop)

    def _other(self) -> Piece:
        """An item that is no object, and so no record."""
        self._separated = True
        line = self._window.line
        raw = self._window.take_match(_SCALAR) or self._window.take_until(NEXT_LINE, _KEPT)
        return Piece(line, raw)

    def _close(self) -> Iterator[Piece]:
        self._window.take(self._window.position + 1)
        self._separated = False
        if self._open.pop() == ord("["):
            return
        stop, end = self._scan(inside=b"{", items=True)
        if stop is Stop.ITEMS:
            self._enter(b"{", end)
        elif stop is Stop.CLOSED:
            self._window.take(end)
        else:
            yield self._broken_end(stop)

    def _scan(self, *, inside: bytes = b"", items: bool = False) -> tuple[Stop, int]:
        window = self._window
        while True:
            stop, end = scan(window.data, window.position, inside=inside, items=items)
            if stop is not Stop.CUT or not window.more():
                return stop, end

    def _piece(self, end: int, problem: Text = "") -> Piece:
        self._separated = False
        return Piece(self._window.line, self._window.take(end), str(problem))

    def _broken(self, stop: Stop) -> Piece:
        # On top a record that begins like a line of JSON Lines is lost with its line only.
        line = stop is Stop.BROKEN and not self._open and self._window.begins(_ONE_LINE)
        end = self._find_broken_end(one_line=line)
        if end is not None:
            return self._piece(end)
        self._cut = stop is Stop.CUT
        return self._piece(len(self._window.data), ENDS_IN_RECORD if self._cut else "")

    def _find_broken_end(self, *, one_line: bool) -> int | None:
        window = self._window
        while True:
            end = broken_end(window.data, window.position, one_line=one_line)
            if end is not None or window.left > _SEARCHED or not window.more():
                return end

    def _broken_end(self, stop: Stop) -> Piece:
        self._cut = stop is Stop.CUT
        if self._cut:
            return self._piece(len(self._window.data), ENDS_IN_COLLECTION)
        line = self._window.line
        # Where a record follows, only its collection was closed too early.
        misplaced = self._window.begins(_OBJECT)
        raw = b"" if misplaced else self._window.take_until(NEXT_LINE, _KEPT)
        return Piece(line, raw, str(BROKEN_END))

    def _not_json(self) -> Piece:
        # A file that is no JSON at all is refused once, not line by line.
        pattern = NEXT_LINE if self._begun else _BEFORE_VALUE
        line = self._window.line
        return Piece(line, self._window.take_until(pattern, _KEPT), str(NOT_JSON))
