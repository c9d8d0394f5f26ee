"""Links, as they stand in whatever is answered."""

from __future__ import annotations

from msgspec import Struct


class WireHeader(Struct):
    """A header to send along with a link."""

    key: str
    value: str


class WireLink(Struct):
    """Where something is: relative, without a version, since clients put one before it."""

    uri: str
    method: str = "GET"
    headers: list[WireHeader] = []
