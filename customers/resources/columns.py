"""Columns that follow from a model's fields: what they are called and how they are written."""

from __future__ import annotations

import json
from typing import Any

from django.db import models
from django.db.models import F
from django.utils.text import capfirst, format_lazy

from portal.exports import Column, IdText, IsoText, MoneyText, PlainText, UtcText, YesNoText

ID_OF, IN_UTC = "{} (ID)", "{} (UTC)"


def column_of(field: models.Field[Any, Any]) -> Column:
    name, header = field.name, capfirst(field.verbose_name)
    match field:
        case models.ForeignKey():
            return Column(f"{name}_id", format_lazy(ID_OF, header), expression=IdText)
        case models.UUIDField():
            return Column(name, header, expression=IdText)
        case models.DateTimeField():
            header = format_lazy(IN_UTC, header)
            return Column(name, header, expression=UtcText, json_as=IsoText)
        case models.DateField():
            return Column(name, header, expression=PlainText)
        case models.DecimalField():
            return Column(name, header, expression=MoneyText, is_number=True)
        case models.BooleanField():
            return Column(name, header, expression=YesNoText, json_as=F)
        case models.IntegerField():
            return Column(name, header, expression=PlainText, json_as=F, is_number=True)
        case models.JSONField():
            return Column(name, header, expression=PlainText, label=words, raw_json=True)
    return Column(name, header)


def words(text: str) -> str:
    """A list of codes as it stands in a cell: "P1M P1Y"."""
    return " ".join(json.loads(text or "[]"))
