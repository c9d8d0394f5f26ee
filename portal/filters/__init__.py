"""Filters that refuse what they cannot read, instead of showing more than was asked for."""

from __future__ import annotations

from portal.filters.fields import (
    CodesField,
    Group,
    IsoDateField,
    Option,
    PartField,
    UuidField,
    options_of,
)
from portal.filters.filters import (
    CodesFilter,
    DayOrMomentFilter,
    IsoDateFilter,
    PartFilter,
    UuidFilter,
    is_id,
)
from portal.filters.filterset import StrictFilterSet
from portal.filters.ranges import MomentRange

__all__ = [
    "CodesField",
    "CodesFilter",
    "DayOrMomentFilter",
    "Group",
    "IsoDateField",
    "IsoDateFilter",
    "MomentRange",
    "Option",
    "PartField",
    "PartFilter",
    "StrictFilterSet",
    "UuidField",
    "UuidFilter",
    "is_id",
    "options_of",
]
