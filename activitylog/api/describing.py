"""How entries stand in the schema. Their JSON is written by hand, so this says what it is."""

from __future__ import annotations

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter
from rest_framework import serializers

from activitylog.api.filters import ActivityApiFilter
from activitylog.services import Result
from activitylog.services.limits import most_of
from portal.api.describing import filters_of


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
_TEXTS = (
    "customer_name",
    "partner_user",
    "application",
    "resource_type",
    "resource_id",
    "status",
    "external_id",
    "correlation_id",
)
RECORD: dict[str, Any] = {
    "type": "object",
    "description": "The fields of an entry. `id`, `recorded_at` and `source` the portal gives. By "
    "`external_id`, the source's own ID, the same again is known.",
    "required": ["occurred_at", "action"],
    "additionalProperties": False,
    "properties": {
        "occurred_at": {"type": "string", "format": "date-time"},
        "action": {"type": "string", "minLength": 1, "maxLength": most_of("action")},
        "customer": {"type": ["string", "null"], "format": "uuid"},
        **{name: {"type": ["string", "null"], "maxLength": most_of(name)} for name in _TEXTS},
        "old_value": _ANY,
        "new_value": _ANY,
        "details": _ANY,
        "extra": {"type": ["object", "null"]},
    },
}
INCOMING = {
    "application/json": {
        "oneOf": [RECORD, {"type": "array", "items": RECORD, "minItems": 1, "maxItems": 1000}]
    },
    "application/x-ndjson": {"type": "string", "description": "Such a record on each line."},
}


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
    "learnt of them, oldest first; go on with `next` for ever: never null, nothing is skipped.",
)
ID_PARAMETER = OpenApiParameter(
    "entry_id", OpenApiTypes.UUID, OpenApiParameter.PATH, description="The ID of the entry."
)
EXPORT = [
    *filters_of(ActivityApiFilter),
    OpenApiParameter(
        "format",
        {"type": "string", "enum": ["csv", "jsonl"], "default": "csv"},
        description="The kind of file: CSV, or JSON Lines with an object on each line.",
    ),
]
