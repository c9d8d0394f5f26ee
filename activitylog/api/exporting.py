from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import StreamingHttpResponse
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.renderers import JSONRenderer

from activitylog.api.describing import EXPORT
from activitylog.api.filters import ActivityApiFilter
from activitylog.log_file import LIST_NAME, file_stem
from activitylog.models import ActivityEntry
from activitylog.resources import ActivityEntryResource
from activitylog.services.files import record_export
from portal.api.access import Access, application_of
from portal.api.narrowing import narrowed
from portal.api.pages import one
from portal.api.problems import invalid
from portal.api.views import PortalAPIView, user_of
from portal.exports import FORMATS, ExportFormat, file_response

if TYPE_CHECKING:
    from django.http import QueryDict
    from rest_framework.request import Request

FORMAT = "format"
OFFERED = ("csv", "jsonl")


class CsvRenderer(JSONRenderer):
    """Files are written as they are sent; only what is wrong is rendered, as JSON."""

    media_type, format = "text/csv", "csv"


class JsonLinesRenderer(CsvRenderer):
    media_type, format = "application/x-ndjson", "jsonl"


class ActivityExport(PortalAPIView):
    """The activity log as a file."""

    reading = Access(
        "activity:export",
        ("activitylog.view_activityentry", "activitylog.export_activityentry"),
    )
    # Who asks for the head of a file only would leave an entry of an export.
    http_method_names = ("get",)
    renderer_classes = (CsvRenderer, JsonLinesRenderer, JSONRenderer)

    @extend_schema(
        operation_id="export_activity",
        parameters=EXPORT,
        responses={
            (200, "text/csv"): OpenApiTypes.STR,
            (200, "application/x-ndjson"): OpenApiTypes.STR,
            503: None,
        },
    )
    def get(self, request: Request) -> StreamingHttpResponse:
        """Export the activity log as one file.

        All entries that match, newest first, in the columns and as the text of the export in the
        portal: in English, CSV with commas. That they leave is itself an entry, which the file
        does not hold. A stream that breaks closes the connection before its end.
        """
        filterset = narrowed(ActivityApiFilter, request, ActivityEntry.objects.all(), (FORMAT,))
        kind = _format_of(request.query_params)
        name = f"{file_stem(filterset)}.{kind.name}"
        entry = record_export(
            actor=user_of(request),
            application=application_of(request),
            list_name=LIST_NAME,
            file_name=name,
            file_format=kind.name,
            query=filterset.data.urlencode(),
        )
        entries: Any = filterset.qs
        rows = entries.there_before(entry)
        return file_response(kind, name, kind.stream(ActivityEntryResource(), rows, None, ","))


def _format_of(params: QueryDict) -> ExportFormat:
    name = one(params, FORMAT, "csv")
    if name not in OFFERED:
        raise invalid(FORMAT, f"Give one of {', '.join(OFFERED)}.")
    return FORMATS[name]
