from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext
from msgspec.structs import replace

from activitylog.reading.members import Member, members_of
from activitylog.reading.refusing import Unreadable
from activitylog.reading.texts import NULL, as_sent, plain_text
from partnercenter.reading.moments import moment
from partnercenter.reading.portals import entry_key, operation_date, read_attributes
from partnercenter.reading.resource_ids import resource_id
from portal.ids import is_id
from portal.plugins import Record, Refusal

# The fields of a Record that hold a text as it came, by the names in the file.
TEXTS = {
    "id": "external_id",
    "customerName": "customer_name",
    "userPrincipalName": "partner_user",
    "applicationId": "application",
    "resourceType": "resource_type",
    "operationType": "action",
    "originalCorrelationId": "correlation_id",
    "operationStatus": "status",
}
CUSTOMER = "customerId"
DATE = "operationDate"
OLD, NEW, DETAILS = "resourceOldValue", "resourceNewValue", "customizedData"
PARTNER, ATTRIBUTES = "partnerId", "attributes"
FILLED_IN = {PARTNER, DATE, ATTRIBUTES}
"""What a record has of the portal that made it, and not of the entry."""


def read_record(raw: bytes) -> Record | Refusal:
    """Read the JSON of one record. Whatever the bytes are, nothing is raised."""
    try:
        return _record(members_of(raw))
    except Unreadable as error:
        return error.refusal
    except RecursionError:
        return Refusal("", gettext("this is nested too deeply"))
    except (ValueError, MemoryError) as error:
        return Refusal("", gettext("this cannot be read: %(problem)s") % {"problem": error})


def _record(members: dict[str, Member]) -> Record:
    texts = {name: _text(members, name) for name in (*TEXTS, CUSTOMER, DATE)}
    if not texts["operationType"]:
        raise Unreadable("operationType", gettext("is missing"))
    occurred_at = _moment(texts[DATE])
    old, new = _resource(members, OLD), _resource(members, NEW)
    details = _details(members)
    customer = texts[CUSTOMER]
    record = Record(
        occurred_at=occurred_at,
        customer_id=UUID(customer) if is_id(customer) else None,
        resource_id=resource_id(texts["resourceType"], details, new, old, customer=customer),
        old_value=old,
        new_value=new,
        details=details,
        extra=_extra(members, texts),
        customer_name=texts["customerName"],
        partner_user=texts["userPrincipalName"],
        application=texts["applicationId"],
        action=texts["operationType"],
        resource_type=texts["resourceType"],
        status=texts["operationStatus"],
        correlation_id=texts["originalCorrelationId"],
        external_id=texts["id"],
    )
    key = entry_key(texts["id"], occurred_at)
    return _restored(record, key, members, texts) if key else record


def _restored(
    record: Record, key: UUID, members: dict[str, Member], texts: dict[str, str]
) -> Record:
    """What a portal serves under the key of an entry: an entry of its own, or one that came
    without an ID and leaves as it came."""
    record = replace(record, entry_id=key, external_id="")
    kept = {name for name, member in members.items() if not _is_held(name, member.value, texts)}
    beyond = read_attributes(members[ATTRIBUTES].value) if kept == FILLED_IN else None
    if beyond is None or texts[DATE] != operation_date(record.occurred_at):
        return record
    return replace(
        record,
        resource_id=beyond.resource_id,
        external_id=beyond.external_id,
        details=record.details if beyond.details is None else beyond.details,
        extra=beyond.extra,
    )


def _text(members: dict[str, Member], name: str) -> str:
    return plain_text(name, members[name].value) if name in members else ""


def _resource(members: dict[str, Member], name: str) -> str | None:
    """JSON that was sent inside a string; where it was sent as it is, that."""
    if name not in members or members[name].value == NULL:
        return None
    value = members[name].value
    return plain_text(name, value) if value.startswith(b'"') else as_sent(name, value)


def _details(members: dict[str, Member]) -> str | None:
    member = members.get(DETAILS)
    return None if member is None or member.value == NULL else as_sent(DETAILS, member.value)


def _moment(text: str) -> datetime:
    if not text:
        raise Unreadable(DATE, gettext("is missing"))
    try:
        return moment(text)
    except ValueError as error:
        raise Unreadable(DATE, str(error)) from error


def _extra(members: dict[str, Member], texts: dict[str, str]) -> str | None:
    """An object of what no other field holds exactly, each value as it came."""
    pieces = [
        f"{as_sent(key, member.name)}:{as_sent(key, member.value)}"
        for key, member in members.items()
        if not _is_held(key, member.value, texts)
    ]
    return f"{{{','.join(pieces)}}}" if pieces else None


def _is_held(key: str, value: bytes, texts: dict[str, str]) -> bool:
    if key in TEXTS:
        # Nothing, null and the empty text would look alike.
        return bool(texts[key])
    if key in (OLD, NEW, DETAILS):
        return value != NULL
    # A customer's key has small letters only.
    return key == CUSTOMER and is_id(texts[key]) and texts[key] == texts[key].lower()
