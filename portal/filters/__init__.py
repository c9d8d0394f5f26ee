"""Filters that refuse what they cannot read, instead of showing more than was asked for."""

from __future__ import annotations

from portal.filters.fields import CodesField, Group, IsoDateField, Option, PartField, UuidField
from portal.filters.filters import (
    CodesFilter,
    DayOrMomentFilter,
    IsoDateFilter,
    PartFilter,
    UuidFilter,
)
from portal.filters.filterset import StrictFilterSet

__all__ = [
    "CodesField",
    "CodesFilter",
    "DayOrMomentFilter",
    "Group",
    "IsoDateField",
    "IsoDateFilter",
    "Option",
    "PartField",
    "PartFilter",
    "StrictFilterSet",
    "UuidField",
    "UuidFilter",
]
