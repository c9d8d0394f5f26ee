"""How entries stand in the schema. Their pages are written by hand, so this says what they are."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from activitylog.services import Result
from portal.api.schema.parameters import PAGING


class EntrySerializer(serializers.Serializer[Any]):
    """An entry. With `fields` it has only those."""

    id = serializers.UUIDField(required=False, help_text="Orders entries by `occurred_at`.")
    occurred_at = serializers.DateTimeField(required=False, help_text="When it happened, in UTC.")
    recorded_at = serializers.DateTimeField(
        required=False, help_text="When the portal learnt of it, in UTC."
    )
    customer = serializers.UUIDField(
        required=False, allow_null=True, help_text="The affected customer, if there is one."
    )
    customer_name = serializers.CharField(required=False, help_text="Its name as it was then.")
    partner_user = serializers.CharField(required=False, help_text="Who acted.")
    application = serializers.CharField(required=False, help_text="The program that acted.")
    action = serializers.CharField(required=False, help_text="The code of what was done.")
    action_label = serializers.CharField(required=False, help_text="What the action is called.")
    resource_type = serializers.CharField(
        required=False, help_text="The kind of what it was done to."
    )
    resource_id = serializers.CharField(required=False, help_text="The ID of what it was done to.")
    status = serializers.CharField(
        required=False, help_text="`succeeded`, `failed`, `progress`, `decline`, or a source's own."
    )
    old_value = serializers.JSONField(
        required=False, help_text="What it was before, as it was recorded."
    )
    new_value = serializers.JSONField(
        required=False, help_text="What it was afterwards, as it was recorded."
    )
    details = serializers.JSONField(
        required=False, help_text="Usually a list of `key` and `value`."
    )
    extra = serializers.JSONField(required=False, help_text="What a source sent besides.")
    # A serializer has an attribute of this name; here it is a field.
    source = serializers.CharField(  # type: ignore[assignment]
        required=False, help_text="Who told it; `portal` is the portal itself."
    )
    external_id = serializers.CharField(required=False, help_text="The source's own ID of it.")
    correlation_id = serializers.CharField(
        required=False, help_text="Entries of one request have the same."
    )


class EntryPageSerializer(serializers.Serializer[Any]):
    next = serializers.URLField(
        allow_null=True, help_text="The next page. In the feed never null: where to go on later."
    )
    previous = serializers.URLField(
        allow_null=True, help_text="The page before. In the feed always null."
    )
    results = EntrySerializer(many=True)


class ActionTypeSerializer(serializers.Serializer[Any]):
    code = serializers.CharField(help_text="What entries hold in `action`.")
    # A serializer has an attribute of this name; here it is a field.
    label = serializers.CharField(  # type: ignore[assignment]
        help_text="What it is called: “Created an order”."
    )
    phrase = serializers.CharField(
        help_text="The same to go on after who acted: “created an order”; may be empty."
    )
    resource_type = serializers.CharField(help_text="The kind of resource that it concerns.")
    resource_label = serializers.CharField(help_text="What that kind is called.")


class ActionTypesSerializer(serializers.Serializer[Any]):
    next = serializers.URLField(allow_null=True, help_text="Always null.")
    previous = serializers.URLField(allow_null=True, help_text="Always null.")
    results = ActionTypeSerializer(many=True)


class TakenRecordSerializer(serializers.Serializer[Any]):
    index = serializers.IntegerField(help_text="Which record of the request, counted from 0.")
    result = serializers.ChoiceField(
        [result.value for result in Result], help_text="What became of it."
    )
    id = serializers.UUIDField(
        allow_null=True, help_text="The entry that was added or is known. Null where refused."
    )
    field = serializers.CharField(
        help_text="For a conflict or refusal the field; empty for the record as a whole."
    )
    reason = serializers.CharField(help_text="Why, for people; empty where nothing is wrong.")


class TakenSerializer(serializers.Serializer[Any]):
    """What became of the records of a request."""

    added = serializers.IntegerField(help_text="New entries.")
    known = serializers.IntegerField(help_text="Records that were there already, just so.")
    conflict = serializers.IntegerField(
        help_text="Records of a known ID with other content; nothing was changed."
    )
    refused = serializers.IntegerField(help_text="Records that cannot be taken.")
    results = TakenRecordSerializer(many=True)


_ANY: dict[str, Any] = {}
_TEXT = {"type": ["string", "null"]}
_RECORD = {
    "type": "object",
    "description": "The fields of an entry. `id`, `recorded_at` and `source` the portal gives.",
    "required": ["occurred_at", "action"],
    "additionalProperties": False,
    "properties": {
        "occurred_at": {"type": "string", "format": "date-time"},
        "action": {"type": "string", "minLength": 1, "maxLength": 200},
        "customer": {"type": ["string", "null"], "format": "uuid"},
        "customer_name": _TEXT | {"maxLength": 400},
        "partner_user": _TEXT | {"maxLength": 320},
        "application": _TEXT | {"maxLength": 200},
        "resource_type": _TEXT | {"maxLength": 200},
        "resource_id": _TEXT | {"maxLength": 400},
        "status": _TEXT | {"maxLength": 100},
        "external_id": _TEXT
        | {"maxLength": 600, "description": "The source's own ID: the same again is known by it."},
        "correlation_id": _TEXT | {"maxLength": 200},
        "old_value": _ANY,
        "new_value": _ANY,
        "details": _ANY,
        "extra": {"type": ["object", "null"]},
    },
}
INCOMING = {
    "application/json": {
        "oneOf": [_RECORD, {"type": "array", "items": _RECORD, "minItems": 1, "maxItems": 1000}]
    },
    "application/x-ndjson": {"type": "string", "description": "Such a record on each line."},
}


def _codes(name: str, description: str) -> OpenApiParameter:
    schema = {"type": "array", "items": {"type": "string"}}
    return OpenApiParameter(name, schema, description=f"{description} May be given several times.")


def _day_or_moment(name: str, description: str) -> OpenApiParameter:
    empty = {"type": "string", "maxLength": 0}
    forms = [{"type": "string", "format": name} for name in ("date", "date-time")]
    schema = {"anyOf": [*forms, empty]}
    return OpenApiParameter(name, schema, description=description)


def _text(name: str, description: str) -> OpenApiParameter:
    return OpenApiParameter(name, {"type": "string", "maxLength": 400}, description=description)


FILTERS = (
    _day_or_moment(
        "date_from",
        "The first day, in the time zone of the token's owner; or the first moment, to the "
        "microsecond. Without it from the first entry on.",
    ),
    _day_or_moment(
        "date_to",
        "The last day, in the time zone of the token's owner; or the last moment. Both are "
        "included. Without it up to the last entry.",
    ),
    OpenApiParameter("customer", OpenApiTypes.UUID, description="The ID of the affected customer."),
    _text("customer_name", "A part of the customer's name as recorded, in any case."),
    _codes("action", "The code of an action."),
    _text("partner_user", "A part of who acted, a person or an application, in any case."),
    _codes("status", "A status."),
    _codes("resource_type", "The code of a kind of resource."),
    _text("resource_id", "The whole ID of the resource."),
    _text("correlation_id", "The whole ID that entries of one request share."),
    _text("q", "A part of a customer or of who acted, or the whole of any ID of the entry."),
)
FIELDS_PARAMETER = OpenApiParameter(
    "fields",
    {"type": "array", "items": {"type": "string", "enum": list(EntrySerializer().fields)}},
    style="form",
    explode=False,
    description="The fields that are wanted, with commas between them. Without it all of them.",
)
ORDER_PARAMETER = OpenApiParameter(
    "order",
    {"type": "string", "enum": ["occurred", "recorded"], "default": "occurred"},
    description="`occurred`: as things happened, newest first. `recorded`: the feed, as the portal "
    "learnt of them, oldest first; go on with `next` for ever, nothing is skipped.",
)
KEY_PARAMETER = OpenApiParameter(
    "key", OpenApiTypes.UUID, OpenApiParameter.PATH, description="The ID of the entry."
)
PAGES = [*FILTERS, ORDER_PARAMETER, FIELDS_PARAMETER, *PAGING]
EXPORT = [
    *FILTERS,
    OpenApiParameter(
        "format",
        {"type": "string", "enum": ["csv", "jsonl"], "default": "csv"},
        description="The kind of file: CSV, or JSON Lines with an object on each line.",
    ),
]
