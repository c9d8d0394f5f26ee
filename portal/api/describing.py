"""How endpoints of rows stand in the schema: decorators, one for each kind of thing one does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
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
    name: str, row: type[RowSerializer], filterset_class: type[StrictFilterSet]
) -> Decorator[Any]:
    """A page of rows."""
    parameters = [*PAGING, *_filters(filterset_class)]
    return extend_schema(operation_id=name, parameters=parameters, responses={200: _page(row)})


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
def _page(row: type[RowSerializer]) -> Any:
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


def _filters(filterset_class: type[StrictFilterSet]) -> Iterator[OpenApiParameter]:
    for name, filter_ in filterset_class.base_filters.items():
        yield OpenApiParameter(
            name, _type(filter_), description=_description(filterset_class, filter_)
        )


def _type(filter_: Filter) -> Any:
    match filter_:
        case CodesFilter():
            return {"type": "array", "items": {"type": "string"}}
        case IsoDateFilter():
            return OpenApiTypes.DATE
        case DayOrMomentFilter():
            return {
                "anyOf": [
                    {"type": "string", "format": "date"},
                    {"type": "string", "format": "date-time"},
                ]
            }
        case UuidFilter():
            return OpenApiTypes.UUID
        case PartFilter():
            return {"type": "string", "maxLength": 400}
    return OpenApiTypes.STR


def _description(filterset_class: type[StrictFilterSet], filter_: Filter) -> str:
    """What the filter is called; of a search, what it looks through."""
    found = f"{filter_.label}."
    if isinstance(filter_, CodesFilter):
        found += " Give it several times for any of several."
    searching = getattr(filterset_class, filter_.method or "", None)
    if isinstance(filter_, PartFilter) and searching and searching.__doc__:
        found += f" {searching.__doc__}"
    return found
