"""Rows as JSON: the same objects in JSON Lines, in the pages of the API and for a single row."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec
from django.db.models import Expression, F

if TYPE_CHECKING:
    from portal.exports.columns import Column

_encoder = msgspec.json.Encoder()
_checked = msgspec.json.Decoder(msgspec.Raw).decode


class JsonRows:
    """Rows of some columns as JSON objects; the keys are the names of the columns.

    `expressions` are what to select, in the order of `names`. JSON that was recorded stands in the
    object to the letter, and text that is no JSON stands in it as a string.
    """

    def __init__(self, columns: Mapping[str, Column]) -> None:
        self.names = list(columns)
        self.expressions = [_plain(column.json_expression) for column in columns.values()]
        self._shape = _shape(tuple(columns))
        self._raw = [at for at, column in enumerate(columns.values()) if column.raw_json]
        self._labels = [
            (at, cache(column.label))
            for at, column in enumerate(columns.values())
            if column.label and not column.raw_json
        ]

    def lines(self, rows: Iterable[Sequence[Any]]) -> bytes:
        """One object a line. A line must not break: line breaks between the parts of recorded
        JSON say nothing, and become spaces."""
        return _encoder.encode_lines([self._object(row, one_line=True) for row in rows])

    def one(self, row: Sequence[Any]) -> bytes:
        return _encoder.encode(self._object(row))

    def _object(self, row: Sequence[Any], *, one_line: bool = False) -> msgspec.Struct:
        # What a row has beyond the columns, such as its key, is for its reader.
        values = list(row[: len(self.names)])
        for at in self._raw:
            text = values[at]
            if text is not None and is_json(text):
                if one_line and ("\n" in text or "\r" in text):
                    text = text.replace("\r", " ").replace("\n", " ")
                values[at] = msgspec.Raw(text)
        for at, label in self._labels:
            values[at] = label(values[at] or "")
        return self._shape(*values)


@cache
def _shape(names: tuple[str, ...]) -> type[msgspec.Struct]:
    """Objects with these keys: made in less time than dictionaries, and all have the same."""
    return msgspec.defstruct("Row", [(name, Any) for name in names], gc=False)


def _plain(expression: Expression | F) -> Expression | str:
    """A field by its name alone, which a query takes in less time than an expression."""
    # The stubs do not know its name.
    return expression.name if isinstance(expression, F) else expression  # type: ignore[attr-defined]


def is_json(text: str) -> bool:
    try:
        _checked(text)
    except (msgspec.DecodeError, RecursionError):
        # It also refuses halves of surrogate pairs, which are legal.
        return _is_json_to_the_letter(text)
    return True


def _is_json_to_the_letter(text: str) -> bool:
    try:
        json.loads(text, parse_int=str, parse_float=str, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        return False
    return True


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")
