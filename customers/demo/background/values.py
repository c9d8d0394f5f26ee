"""Resources as Partner Center serialises them into a record: PascalCase names, nulls kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

Json = dict[str, Any]
Details = Sequence[tuple[str, str | None]]


def to_json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def details_json(details: Details) -> str:
    return to_json([{"key": key, "value": value} for key, value in details])


def with_kind(kind: str, fields: Mapping[str, Any]) -> Json:
    """A small resource: its fields, and what kind it is."""
    return {**fields, "Attributes": {"ObjectType": kind}}
