"""Which resource a record is about: nobody says so, it is in what was sent along."""

from __future__ import annotations

from typing import Any

import msgspec

_LONGEST = 200
_NAMED = {
    "order": ("OrderId",),
    "subscription": ("SubscriptionId", "SubscriptionId-0"),
    "customer_user": ("CustomerUserId",),
    "license": ("CustomerUserId",),
    "referral": ("ReferralId",),
    "invoice": ("InvoiceId",),
    "agreement": ("AgreementId",),
    "self_serve_policy": ("SelfServePolicyId",),
    "partner_user": ("PartnerUserId",),
    "application": ("ApplicationId",),
    "application_credential": ("ApplicationId",),
}
_CUSTOMERS = ("customer", "partner_customer_relationship")


class _Pair(msgspec.Struct):
    key: Any = None
    value: msgspec.Raw = msgspec.Raw(b"null")


class _Identified(msgspec.Struct):
    id: msgspec.Raw = msgspec.field(name="Id", default=msgspec.Raw(b"null"))


_PAIRS = msgspec.json.Decoder(list[_Pair])
_IDENTIFIED = msgspec.json.Decoder(_Identified)
_TEXT = msgspec.json.Decoder(str)


def resource_id(
    resource_type: str, details: str | None, *resources: str | None, customer: str
) -> str:
    """Take the id from the details, else from the first of `resources` that has an `Id`."""
    found = _named(details, _NAMED.get(resource_type, ()))
    for resource in resources:
        found = found or _own_id(resource)
    if found:
        return _storable(found)
    return customer if resource_type in _CUSTOMERS and len(customer) <= _LONGEST else ""


def _named(details: str | None, names: tuple[str, ...]) -> bytes:
    if not names or details is None:
        return b""
    try:
        pairs = _PAIRS.decode(details)
    except (ValueError, RecursionError):
        return b""
    ids = (_text(pair.value) for name in names for pair in pairs if pair.key == name)
    return next(filter(None, ids), b"")


def _own_id(resource: str | None) -> bytes:
    try:
        return _text(_IDENTIFIED.decode(resource or "{}").id)
    except (ValueError, RecursionError):
        return b""


def _text(value: msgspec.Raw) -> bytes:
    """A JSON string that is not empty, or nothing."""
    raw = bytes(value)
    return raw if raw.startswith(b'"') and raw != b'""' else b""


def _storable(value: bytes) -> str:
    try:
        text = _TEXT.decode(value)
    except ValueError:
        return ""
    return text if "\0" not in text and len(text) <= _LONGEST else ""
