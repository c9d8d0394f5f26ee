"""Audit records as the API answers them, and the source that reads them."""

from __future__ import annotations

import io
import json
from typing import Any

from partnercenter.source import PartnerCenterSource
from portal.plugins import Reading, Record, Refusal

CUSTOMER = "7d3c1f0a-52b4-4a8e-9c61-0f2b8a6d4e15"


def audit_record(**fields: Any) -> dict[str, Any]:
    """A record with all that one must have, and what a test is about."""
    record = {
        "id": "contoso_createorder_639082000000000000",
        "operationType": "create_order",
        "operationDate": "2026-03-04T05:06:07.1234567Z",
        "operationStatus": "succeeded",
    }
    return {name: value for name, value in (record | fields).items() if value is not ...}


def collection(*records: object) -> dict[str, Any]:
    """A page of the API: records between bookkeeping that is none."""
    return {
        "totalCount": len(records),
        "items": list(records),
        "links": {"self": {"uri": "/auditrecords?size=500", "method": "GET", "headers": []}},
        "continuationToken": "AAA=",
        "attributes": {"objectType": "Collection"},
    }


def encode(value: object, **options: Any) -> bytes:
    return json.dumps(value, **options).encode()


def numbered(*numbers: int) -> list[dict[str, Any]]:
    return [audit_record(id=f"record-{number}") for number in numbers]


def read(data: bytes) -> list[Reading]:
    return list(PartnerCenterSource().read(io.BytesIO(data)))


def read_one(data: bytes) -> Record:
    """Read what holds one good record."""
    [reading] = read(data)
    assert isinstance(reading.content, Record), reading.content
    return reading.content


def read_record(**fields: Any) -> Record:
    return read_one(encode(audit_record(**fields)))


def refusal_of(data: bytes) -> Refusal:
    """Read what holds one record, and that not a good one."""
    [reading] = read(data)
    assert isinstance(reading.content, Refusal), reading.content
    return reading.content


def refuse(**fields: Any) -> Refusal:
    return refusal_of(encode(audit_record(**fields)))


def ids(readings: list[Reading]) -> list[str | None]:
    """The ids that were read, None for each refusal."""
    return [
        reading.content.external_id if isinstance(reading.content, Record) else None
        for reading in readings
    ]


def refusals(readings: list[Reading]) -> list[tuple[int, str, str]]:
    return [
        (reading.line, reading.content.field, reading.content.reason)
        for reading in readings
        if isinstance(reading.content, Refusal)
    ]
