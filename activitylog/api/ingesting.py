"""Adding entries: one record, an array of them, or one on each line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import IO, TYPE_CHECKING, Any

import msgspec
from django.db import transaction
from rest_framework.parsers import BaseParser

from activitylog.json_source import (
    FIELD_NAMES,
    TooDeep,
    TooManyRecords,
    UnreadableBody,
    read_json,
)
from activitylog.links import BROWSER_SOURCE
from activitylog.services import Outcome, Result, ingest
from portal.api.access import token_of
from portal.api.problems import Problem

if TYPE_CHECKING:
    from rest_framework.request import Request

    from portal.plugins import Reading

MOST_BYTES = 10_485_760
_KINDS: Mapping[type[UnreadableBody], str] = {
    TooDeep: "unprocessable",
    TooManyRecords: "too-large",
}


class JsonRecords(BaseParser):
    """One record, or an array of records."""

    media_type = "application/json"
    lines = False

    # The framework's types know no parsed data but its own.
    def parse(self, stream: IO[bytes], *_context: Any, **_named: Any) -> Any:
        return readings_of(stream.read(), lines=self.lines)


class RecordLines(JsonRecords):
    """A record on each line."""

    media_type = "application/x-ndjson"
    lines = True


def readings_of(body: bytes, *, lines: bool = False) -> Iterator[Reading]:
    """What stands in a body. Raise Problem where nothing of it can be taken."""
    try:
        return read_json(body, lines=lines)
    except UnreadableBody as error:
        raise Problem(_KINDS.get(type(error), "malformed"), f"The body: {error}.") from error


def added(request: Request) -> bytes:
    """Add what the body holds, in one transaction; tell what became of each record."""
    token = token_of(request)
    # Without a body there is no parser that would have found that out.
    readings: Any = request.data or readings_of(b"")
    with transaction.atomic():
        outcomes = list(ingest(readings, source=token.source if token else BROWSER_SOURCE))
    return msgspec.json.encode(_told(outcomes))


def _told(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    counts = Counter(outcome.result for outcome in outcomes)
    return {
        **{result.value: counts[result] for result in Result},
        "results": [
            {
                "index": index,
                "result": outcome.result,
                "id": outcome.entry_id,
                "field": FIELD_NAMES.get(outcome.field, outcome.field),
                "reason": outcome.reason,
            }
            for index, outcome in enumerate(outcomes)
        ],
    }
