from __future__ import annotations

from drf_spectacular.utils import OpenApiParameter

from partnercenter.wire.describing import (
    PAGING,
    TEXT,
    query_parameter,
)
from partnercenter.wire.schemas import Node, collection_of, named

_RECORD: Node = {
    "type": "object",
    "description": (
        "Fields without a value are left out. What came from Partner Center is as it came, with "
        "whatever else it brought."
    ),
    "required": ["id", "operationType", "operationDate"],
    "properties": {
        "id": TEXT,
        "partnerId": TEXT,
        "customerId": {"type": ["string", "null"]},
        "customerName": {"type": ["string", "null"]},
        "userPrincipalName": {"type": ["string", "null"]},
        "applicationId": {"type": ["string", "null"]},
        "resourceType": {"type": ["string", "null"]},
        "resourceOldValue": {"type": ["string", "null"], "description": "JSON, as text."},
        "resourceNewValue": {"type": ["string", "null"], "description": "JSON, as text."},
        "operationType": TEXT,
        "originalCorrelationId": {"type": ["string", "null"]},
        "operationDate": {"type": "string", "description": "UTC, with seven digits."},
        "operationStatus": {"type": ["string", "null"]},
        "customizedData": {"description": "Pairs of `key` and `value`."},
        "attributes": {},
    },
}
RECORD = named("AuditRecord", _RECORD)
RECORDS = collection_of(RECORD)

_DAY = "A day of UTC, in any form in which a client of Partner Center writes it."
_OPERATOR = "equals, substring or starts_with, or its number: 0, 6 or 9."


def _newer(name: str) -> OpenApiParameter:
    return query_parameter(f"auditRequest.{name}", f"`{name}`, in the newer spelling.")


PARAMETERS = [
    query_parameter("startDate", f"{_DAY} Without it, 30 days before today."),
    query_parameter(
        "endDate", f"{_DAY} Inclusive. Without it, 30 days are answered from startDate on."
    ),
    query_parameter(
        "filter",
        f"JSON with Field (CompanyName, CustomerId, ResourceType), Value and Operator: {_OPERATOR}",
    ),
    *(_newer(name) for name in ("startDate", "endDate", "size")),
    *(_newer(f"filter.{name}") for name in ("field", "value", "operator")),
    *PAGING,
]
RECORD_ID = OpenApiParameter(
    "record_id", TEXT, OpenApiParameter.PATH, description="As the list shows it."
)
