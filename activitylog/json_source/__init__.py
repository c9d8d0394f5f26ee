"""Reads entries as clients send them: JSON with the names of the fields of an entry."""

from __future__ import annotations

from activitylog.json_source.body import (
    MOST_RECORDS,
    NoRecords,
    NotJson,
    TooDeep,
    TooManyRecords,
    UnreadableBody,
    read_json,
)
from activitylog.json_source.depth import MOST_DEPTH
from activitylog.json_source.record import FIELD_NAMES, MOST_BYTES

__all__ = [
    "FIELD_NAMES",
    "MOST_BYTES",
    "MOST_DEPTH",
    "MOST_RECORDS",
    "NoRecords",
    "NotJson",
    "TooDeep",
    "TooManyRecords",
    "UnreadableBody",
    "read_json",
]
