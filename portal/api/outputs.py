"""Rows as JSON."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from rest_framework import serializers

from portal.api.fields import MomentField


class RowSerializer(serializers.ModelSerializer[Any]):
    """A row under the names of its fields: IDs and amounts as text, moments in UTC.

    It only writes; what a request may bring is declared as a body.
    """

    serializer_field_mapping: ClassVar[Any] = {
        **serializers.ModelSerializer.serializer_field_mapping,
        models.DateTimeField: MomentField,
        # Text that may be empty, which no e-mail address is.
        models.EmailField: serializers.CharField,
    }

    def get_extra_kwargs(self) -> dict[str, Any]:
        return {name: {"read_only": True} for name in self.Meta.fields}

    def get_uniqueness_extra_kwargs(
        self, _names: Any, _declared: Any, extra_kwargs: dict[str, Any]
    ) -> tuple[dict[str, Any], dict[str, Any]]:
        return extra_kwargs, {}
