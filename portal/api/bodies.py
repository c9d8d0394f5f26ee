"""What requests bring: declared once, for reading them and for the schema."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, ClassVar, cast
from uuid import UUID

from django.db import models
from rest_framework import serializers
from rest_framework.validators import UniqueValidator

from portal.api import fields
from portal.api.narrowing import ensure_known

if TYPE_CHECKING:
    from rest_framework.request import Request


class Body(serializers.Serializer[Any]):
    """An object of these fields and of no others: a name that is not known is refused, never
    dropped."""

    default_error_messages = {"invalid": "Give a JSON object."}

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        strange = data.keys() - self.fields.keys() if isinstance(data, Mapping) else set()
        errors: dict[str, Any] = {
            name[:100]: [serializers.ErrorDetail("This cannot be set here.", "unknown")]
            for name in sorted(strange)
        }
        try:
            values: dict[str, Any] = super().to_internal_value(data)
        except serializers.ValidationError as error:
            errors = {**cast("dict[str, Any]", error.detail), **errors}
        if errors:
            raise serializers.ValidationError(errors)
        return values


class Nothing(Body):
    """No fields at all: what is done needs no words."""


def read_body(request: Request, body: type[Body], *, partial: bool = False) -> dict[str, Any]:
    """What the body of the request says; with `partial` any of its fields may be left out.

    Raise ValidationError, or Problem for a parameter in the address, which would mean nothing.
    """
    ensure_known(request.query_params)
    read = body(data=request.data, partial=partial)
    read.is_valid(raise_exception=True)
    values: dict[str, Any] = read.validated_data
    return values


class RowField(serializers.PrimaryKeyRelatedField[Any]):
    """A row by its ID."""

    default_error_messages = {"does_not_exist": "Nothing has this ID."}

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"pk_field": fields.IdField()} | options)


class ModelBody(Body, serializers.ModelSerializer[Any]):
    """Fields of a model, as they are declared there. Whether two rows may have the same is for
    the services to say, which look while nobody else can write."""

    serializer_field_mapping: ClassVar[Any] = {
        models.BooleanField: fields.TruthField,
        models.CharField: fields.TextField,
        models.DateField: fields.DayField,
        models.DecimalField: fields.MoneyField,
        models.EmailField: fields.EmailTextField,
        models.TextField: fields.TextField,
        models.UUIDField: fields.IdField,
    }
    serializer_choice_field = fields.CodeField
    serializer_related_field = RowField

    def build_standard_field(
        self, field_name: str, model_field: models.Field[Any, Any]
    ) -> tuple[type[serializers.Field[Any, Any, Any, Any]], dict[str, Any]]:
        field_class, options = super().build_standard_field(field_name, model_field)
        validators = options.get("validators", ())
        options["validators"] = [v for v in validators if not isinstance(v, UniqueValidator)]
        return field_class, options

    def get_validators(self) -> list[Any]:
        return []


def ids(**options: Any) -> serializers.ListField:
    """IDs, each once."""
    return serializers.ListField(
        child=fields.IdField(), validators=[_each_once], **{"max_length": 100} | options
    )


def _each_once(keys: list[UUID]) -> None:
    if len(set(keys)) < len(keys):
        raise serializers.ValidationError("Give each ID only once.", "repeated")
