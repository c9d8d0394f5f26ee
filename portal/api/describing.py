"""How endpoints of rows stand in the schema: decorators, one for each kind of thing one does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from django_filters import Filter
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema, inline_serializer
from rest_framework import serializers

from portal.api.correlation import CORRELATION_ID
from portal.api.etags import IF_MATCH
from portal.api.schema.parameters import IDEMPOTENCY_KEY, PAGING
from portal.filters import (
    CodesFilter,
    DayOrMomentFilter,
    IsoDateFilter,
    PartFilter,
    StrictFilterSet,
    UuidFilter,
)

if TYPE_CHECKING:
    from portal.api.bodies import Body
    from portal.api.outputs import RowSerializer

F = TypeVar("F", bound=Callable[..., Any])
Row = serializers.Serializer[Any]
Decorator = Callable[[F], F]

_TAG = OpenApiParameter(
    "ETag",
    str,
    OpenApiParameter.HEADER,
    response=[200, 201],
    description="The version, for `If-Match`.",
)
_IF_MATCH = OpenApiParameter(
    IF_MATCH,
    {"type": "string", "pattern": r'^(\*|(W/)?"[1-9][0-9]{0,9}")$'},
    OpenApiParameter.HEADER,
    description="The ETag of what was read: if it has changed since, nothing is done (412).",
)
_CORRELATION = OpenApiParameter(
    CORRELATION_ID,
    str,
    OpenApiParameter.HEADER,
    description="A UUID that stands in the entries that come of the request. Without one, or with "
    "what is none, they get a new one.",
)
SENT = [_CORRELATION, IDEMPOTENCY_KEY]
"""What comes with anything that writes."""
REFUSALS = {409: None, 422: None}


def lists(
    name: str,
    row: type[Row],
    filterset_class: type[StrictFilterSet],
    others: Sequence[OpenApiParameter] = (),
) -> Decorator[Any]:
    """A page of rows; `others` are parameters that are no filters."""
    parameters = [*PAGING, *filters_of(filterset_class), *others]
    return extend_schema(operation_id=name, parameters=parameters, responses={200: page_of(row)})


def reads(name: str, row: type[RowSerializer]) -> Decorator[Any]:
    """One row."""
    return extend_schema(operation_id=name, parameters=[_TAG], responses={200: row})


def creates(name: str, row: type[RowSerializer], body: type[Body]) -> Decorator[Any]:
    """A new row, of what the body says."""
    location = OpenApiParameter(
        "Location",
        OpenApiTypes.URI_REF,
        OpenApiParameter.HEADER,
        response=[201],
        description="Where it is.",
    )
    return extend_schema(
        operation_id=name,
        parameters=[_TAG, location, *SENT],
        request=body,
        responses={201: row, **REFUSALS},
    )


def changes(name: str, row: type[RowSerializer], body: type[Body] | None = None) -> Decorator[Any]:
    """Something done to a row, which may have to be the version that was read."""
    return extend_schema(
        operation_id=name,
        parameters=[_TAG, _IF_MATCH, *SENT],
        request=body,
        responses={200: row, 412: None, **REFUSALS},
    )


@cache
def page_of(row: type[Row]) -> Any:
    """One class for each kind of row: a schema has no two of one name."""
    link = serializers.URLField
    return inline_serializer(
        row.__name__.replace("Serializer", "Page"),
        {
            "next": link(allow_null=True, help_text="The next page, if there is one."),
            "previous": link(allow_null=True, help_text="The one before, if there is one."),
            "results": row(many=True),
        },
    )


def filters_of(filterset_class: type[StrictFilterSet]) -> Iterator[OpenApiParameter]:
    for name, filter_ in filterset_class.base_filters.items():
        yield OpenApiParameter(
            name, _type(filter_), description=_description(filterset_class, name, filter_)
        )


def _type(filter_: Filter) -> Any:
    match filter_:
        case CodesFilter():
            return {"type": "array", "items": {"type": "string"}}
        case IsoDateFilter():
            return OpenApiTypes.DATE
        case DayOrMomentFilter():
            empty = {"type": "string", "maxLength": 0}
            forms = [{"type": "string", "format": name} for name in ("date", "date-time")]
            return {"anyOf": [*forms, empty]}
        case UuidFilter():
            return OpenApiTypes.UUID
        case PartFilter():
            return {"type": "string", "maxLength": 400}
    return OpenApiTypes.STR


def _description(filterset_class: type[StrictFilterSet], name: str, filter_: Filter) -> str:
    """What the FilterSet says of it, or what it is called; of a search, what it looks through."""
    described = filterset_class.descriptions.get(name)
    found = described or f"{filter_.label}."
    if isinstance(filter_, CodesFilter):
        found += " Give it several times for any of several."
    searching = getattr(filterset_class, filter_.method or "", None)
    if isinstance(filter_, PartFilter) and searching and searching.__doc__ and not described:
        found += f" {searching.__doc__}"
    return found
