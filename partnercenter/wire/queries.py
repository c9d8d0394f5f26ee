"""The parameters of an address, also where a client has not escaped them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from django.http import HttpRequest

from partnercenter.wire.refusing import BadParameter, quoted

FILTER = "filter"


class Query:
    """The parameters of a request; upper and lower case of their names are the same.

    Each is taken once, under all names that it may have. What nobody took is unknown.
    """

    def __init__(self, raw: str) -> None:
        self._given: dict[str, tuple[str, str]] = {}
        for name, value in _pairs(raw):
            if name.lower() in self._given:
                raise BadParameter(quoted(name), "stands twice in the address.")
            self._given[name.lower()] = name, value

    def take(self, *names: str) -> str | None:
        """The value; None where nobody gave one. An empty one counts as given."""
        given = [self._given.pop(name.lower()) for name in names if name.lower() in self._given]
        if len({value for _name, value in given}) > 1:
            both = " and ".join(name for name, _value in given)
            raise BadParameter(given[0][0], f"is given twice: {both} differ.")
        return given[0][1] if given else None

    def ensure_all_taken(self) -> None:
        """Raise BadParameter where something was asked that nobody understood."""
        for name, _value in self._given.values():
            raise BadParameter(quoted(name), "is no parameter of this address.")


def query_of(request: HttpRequest) -> Query:
    return Query(_raw_query(request))


def _raw_query(request: HttpRequest) -> str:
    """What stands behind the question mark, a character for each byte.

    An unescaped “#” does not end it, as far as the server tells what follows.
    """
    whole = str(request.META.get("RAW_URI", ""))
    if "#" in whole:
        return whole.partition("?")[2]
    return str(request.META.get("QUERY_STRING", ""))


def _pairs(raw: str) -> Iterator[tuple[str, str]]:
    pieces = raw.split("&")
    while pieces:
        name, _equals, value = pieces.pop(0).partition("=")
        if name.lower() == FILTER:
            value, pieces = _rejoined(value, pieces)
            # Who writes spaces as “+” escapes colons too, and every filter has some.
            yield name, _unescaped(name, value, form=":" not in value)
        elif name or value:
            yield _unescaped(name, name, form=True), _unescaped(name, value, form=True)


def _rejoined(value: str, pieces: list[str]) -> tuple[str, list[str]]:
    """A filter that an unescaped “&” has cut, and the pieces that are left."""
    whole = value
    for count in range(len(pieces) + 1):
        if _is_json(whole):
            return whole, pieces[count:]
        whole += "".join(f"&{piece}" for piece in pieces[count : count + 1])
    return value, pieces


def _is_json(value: str) -> bool:
    if not value.rstrip(" +").lower().endswith(("}", "%7d", "%20")):
        return False
    try:
        json.loads(_bytes(value.replace("+", " ")))
    except (ValueError, RecursionError):
        return False
    return True


def _unescaped(name: str, value: str, *, form: bool) -> str:
    try:
        return _bytes(value.replace("+", " ") if form else value).decode()
    except UnicodeDecodeError as error:
        raise BadParameter(quoted(name), "is not UTF-8.") from error


def _bytes(value: str) -> bytes:
    return unquote_to_bytes(value.encode("latin-1", "replace"))
