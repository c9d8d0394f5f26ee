from __future__ import annotations

from typing import Any
from uuid import UUID

import django_filters
from django.db.models import Q, QuerySet

from portal.filters.fields import CodesField, DayOrMomentField, IsoDateField, PartField, UuidField


class IsoDateFilter(django_filters.Filter):
    field_class = IsoDateField


class DayOrMomentFilter(django_filters.Filter):
    field_class = DayOrMomentField


class PartFilter(django_filters.Filter):
    field_class = PartField


class UuidFilter(django_filters.Filter):
    field_class = UuidField


class CodesFilter(django_filters.Filter):
    """Rows whose field holds one of the codes."""

    field_class = CodesField

    def filter(self, qs: QuerySet[Any], value: list[str]) -> QuerySet[Any]:
        return qs.filter(**{f"{self.field_name}__in": value}) if value else qs


def is_id(text: str) -> Q:
    """The row whose ID this is; none where it is no ID."""
    try:
        return Q(pk=UUID(text))
    except ValueError:
        return Q(pk__in=())
