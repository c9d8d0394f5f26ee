"""The activity log itself: all entries to read, and the place to which new ones are sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drf_spectacular.utils import extend_schema

from activitylog.api.describing import INCOMING, TakenSerializer
from activitylog.api.entries import EntryPages, json_response
from activitylog.api.ingesting import MOST_BYTES, JsonRecords, RecordLines, added
from portal.api.access import Access
from portal.api.idempotency import Idempotent
from portal.api.schema.parameters import IDEMPOTENCY_KEY

if TYPE_CHECKING:
    from django.http import HttpResponse
    from rest_framework.request import Request


class ActivityLog(Idempotent, EntryPages):
    """All entries."""

    writing = Access("activity:write", ("activitylog.import_activityentry",))
    most_bytes = MOST_BYTES
    parser_classes = (JsonRecords, RecordLines)

    @extend_schema(
        operation_id="add_entries",
        parameters=[IDEMPOTENCY_KEY],
        request=INCOMING,
        responses={200: TakenSerializer, 409: None, 422: None},
    )
    def post(self, request: Request) -> HttpResponse:
        """Add entries to the activity log.

        One record, or up to 1,000: as an array, or one on each line. A record that is known adds
        nothing, so that the same may be sent again; one that is in conflict with what is known or
        cannot be taken stops none of the others. Whenever the body can be read the answer is 200,
        and `results` tells what became of each record, in the order of the request.
        """
        return json_response(added(request))
