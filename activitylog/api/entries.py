"""Reading entries: page by page, and a single one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema

from activitylog.api.describing import (
    FIELDS_PARAMETER,
    ID_PARAMETER,
    ORDER_PARAMETER,
    EntrySerializer,
)
from activitylog.api.filters import ActivityApiFilter
from activitylog.api.pages import ORDER, page_json
from activitylog.entry_json import COLUMNS, entry_json, entry_rows
from activitylog.models import ActivityEntry
from activitylog.querysets import ActivityEntryQuerySet
from portal.api.access import Access
from portal.api.describing import lists
from portal.api.narrowing import ensure_known, matching
from portal.api.pages import PAGE_NAMES, one
from portal.api.problems import Problem, invalid
from portal.api.views import PortalAPIView

if TYPE_CHECKING:
    from django.http import QueryDict
    from rest_framework.request import Request

READING = Access("activity:read", ("activitylog.view_activityentry",))
FIELDS = "fields"
OTHERS = (ORDER_PARAMETER, FIELDS_PARAMETER)
"""What the lists of entries take besides filters."""


class EntryPages(PortalAPIView):
    """Entries, page by page. A subclass says which: those of one customer, for example."""

    reading = READING
    filterset_class: ClassVar[type[ActivityApiFilter]] = ActivityApiFilter

    def entries(self) -> ActivityEntryQuerySet:
        """Those that can be read at this address; filters narrow them."""
        entries: ActivityEntryQuerySet = ActivityEntry.objects.all()
        return entries

    @lists("list_activity", EntrySerializer, ActivityApiFilter, OTHERS)
    def get(self, request: Request, **_kwargs: Any) -> HttpResponse:
        """Read the activity log, page by page.

        Two orders: as things happened, newest first, or as the portal learnt of them (the feed).
        """
        names = (*PAGE_NAMES, ORDER, FIELDS)
        found = matching(self.filterset_class, request, self.entries(), names)
        assert isinstance(found, ActivityEntryQuerySet)
        return json_response(page_json(request, found, entry_rows(fields_of(request.query_params))))


class EntryView(PortalAPIView):
    """One entry."""

    reading = READING

    @extend_schema(
        operation_id="get_entry",
        parameters=[ID_PARAMETER, FIELDS_PARAMETER],
        responses=EntrySerializer,
    )
    def get(self, request: Request, entry_id: UUID) -> HttpResponse:
        """Read one entry of the activity log."""
        ensure_known(request.query_params, (FIELDS,))
        found = entry_json(ActivityEntry.objects.all(), entry_id, fields_of(request.query_params))
        if found is None:
            raise Problem("not-found", "There is no entry with this ID.")
        return json_response(found)


def fields_of(params: QueryDict) -> list[str] | None:
    """The names of the fields that are wanted; None for all of them."""
    if FIELDS not in params:
        return None
    names = one(params, FIELDS).split(",")
    for name in names:
        if name not in COLUMNS:
            raise invalid(FIELDS, f"There is no field “{name[:100]}”.")
    return names


def json_response(body: bytes) -> HttpResponse:
    return HttpResponse(body, content_type="application/json")
