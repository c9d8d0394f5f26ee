"""JSON that is kept as the text it came as."""

from __future__ import annotations

import json
import re
from typing import Any

_SPACE_OUTSIDE_STRINGS = re.compile(r'("[^"\\]*(?:\\.[^"\\]*)*")|\s+', re.DOTALL)
_HALF_CHARACTER = re.compile("[\ud800-\udfff]")


class Unparsable(ValueError):
    """The text is no JSON, or nested too deeply to read."""


class Number(str):
    """A number as it is written, so that none is rounded."""

    __slots__ = ()


def compact(text: str) -> str:
    """The text without the white space that means nothing; all else to the letter."""
    return _SPACE_OUTSIDE_STRINGS.sub(r"\1", text)


def dump(value: object) -> str:
    """JSON of our own making: compact, umlauts as they are, half characters escaped."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str)
    return _HALF_CHARACTER.sub(lambda half: f"\\u{ord(half[0]):04x}", text)


def parse(text: str) -> Any:
    """The value; numbers become Number. Raise Unparsable for what is no JSON."""
    try:
        return json.loads(
            text, parse_int=Number, parse_float=Number, parse_constant=_refuse_constant
        )
    except (ValueError, RecursionError) as error:
        raise Unparsable(str(error)) from error


def _refuse_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")
