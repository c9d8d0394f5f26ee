"""One record as a client sends it: the fields of an entry, JSON in them kept to the letter."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from activitylog.json_source.depth import MOST_DEPTH, is_too_deep
from activitylog.reading.members import members_of
from activitylog.reading.refusing import Unreadable
from activitylog.reading.texts import NULL, as_sent, plain_text
from portal.moments import read_moment
from portal.plugins import Record, Refusal

MOST_BYTES = 1_000_000
"""So large may one record be."""

FIELD_NAMES = {"customer_id": "customer"}
"""What the JSON calls a field of a Record, where it is another name."""

_GIVEN_BY_THE_PORTAL = ("id", "recorded_at", "source", "action_label")
_LONGEST_NAME = 100
_NOTHING = msgspec.Raw(NULL)


class Sent(msgspec.Struct, forbid_unknown_fields=True):
    """What a client may set."""

    occurred_at: str | None = None
    action: str | None = None
    resource_type: str | None = None
    resource_id: str | None = None
    status: str | None = None
    customer: UUID | None = None
    customer_name: str | None = None
    partner_user: str | None = None
    application: str | None = None
    correlation_id: str | None = None
    external_id: str | None = None
    old_value: msgspec.Raw = _NOTHING
    new_value: msgspec.Raw = _NOTHING
    details: msgspec.Raw = _NOTHING
    extra: msgspec.Raw = _NOTHING


JSON_TEXTS = ("old_value", "new_value", "details", "extra")
_MEMBERS = msgspec.json.Decoder(dict[str, msgspec.Raw])
_SENT = msgspec.json.Decoder(Sent)
_NAMES = {name: f'"{name}":'.encode() for name in Sent.__struct_fields__}
_NAMES_SPACED = {name: f'"{name}": '.encode() for name in Sent.__struct_fields__}


def read_record(raw: bytes) -> Record | Refusal:
    """Read the JSON of one record. Whatever the bytes are, nothing is raised."""
    try:
        _ensure_bounded(raw)
        return _record(_at_once(raw) or _field_by_field(raw))
    except Unreadable as error:
        return error.refusal


def _ensure_bounded(raw: bytes) -> None:
    if len(raw) > MOST_BYTES:
        raise Unreadable("", f"is larger than {MOST_BYTES:,} bytes")
    if is_too_deep(raw):
        raise Unreadable("", f"is nested deeper than {MOST_DEPTH} levels")


def _at_once(raw: bytes) -> Sent | None:
    """What was sent, where it is as most are: sound, and without spaces or with the usual ones."""
    try:
        members, sent = _MEMBERS.decode(raw), _SENT.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    # A decoder takes the last of two fields of one name. Written anew they are one shorter.
    return sent if raw == _written_anew(members, raw) else None


def _written_anew(members: dict[str, msgspec.Raw], raw: bytes) -> bytes:
    spaced = raw[len(next(iter(members), "")) + 4 :].startswith(b" ")
    comma, names = (b", ", _NAMES_SPACED) if spaced else (b",", _NAMES)
    return b"{" + comma.join([names[name] + value for name, value in members.items()]) + b"}"


def _field_by_field(raw: bytes) -> Sent:
    """The same for whatever else is JSON; raise Unreadable with the field and the reason."""
    members = members_of(raw)
    for name in members:
        if name in _GIVEN_BY_THE_PORTAL:
            raise Unreadable(name, "cannot be set: the portal gives it")
        if name not in Sent.__struct_fields__:
            raise Unreadable(name[:_LONGEST_NAME], "is no field of an entry")
    return Sent(**{name: _value(name, member.value) for name, member in members.items()})


def _value(name: str, value: bytes) -> Any:
    if name in JSON_TEXTS:
        return msgspec.Raw(value)
    if value == NULL:
        return None
    text = plain_text(name, value)
    return _customer(text) if name == "customer" else text


def _customer(text: str) -> UUID:
    try:
        return msgspec.convert(text, UUID)
    except msgspec.ValidationError:
        raise Unreadable("customer", "is not an ID") from None


def _record(sent: Sent) -> Record:
    extra = _json("extra", sent.extra)
    if extra is not None and not extra.startswith("{"):
        raise Unreadable("extra", "is not a JSON object")
    return Record(
        occurred_at=_moment(sent.occurred_at),
        action=_present("action", sent.action),
        resource_type=sent.resource_type or "",
        resource_id=sent.resource_id or "",
        status=sent.status or "",
        customer_id=sent.customer,
        customer_name=sent.customer_name or "",
        partner_user=sent.partner_user or "",
        application=sent.application or "",
        correlation_id=sent.correlation_id or "",
        external_id=sent.external_id or "",
        old_value=_json("old_value", sent.old_value),
        new_value=_json("new_value", sent.new_value),
        details=_json("details", sent.details),
        extra=extra,
    )


def _present(name: str, text: str | None) -> str:
    if not text:
        raise Unreadable(name, "is missing")
    return text


def _json(name: str, value: msgspec.Raw) -> str | None:
    if value is _NOTHING:
        return None
    text = as_sent(name, bytes(value))
    return None if text == "null" else text


def _moment(sent: str | None) -> datetime:
    text = _present("occurred_at", sent)
    try:
        moment, is_finer = read_moment(text)
    except ValueError as error:
        raise Unreadable("occurred_at", f"is no moment: {error}") from None
    if is_finer:
        raise Unreadable("occurred_at", "has more than six digits behind the second")
    return moment
