from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from drf_spectacular.utils import extend_schema
from rest_framework.request import Request

from partnercenter.auditrecords.asking import asked
from partnercenter.auditrecords.finding import find
from partnercenter.auditrecords.rendering import render
from partnercenter.auditrecords.schema import PARAMETERS, RECORD, RECORD_ID, RECORDS
from partnercenter.auditrecords.selecting import selected
from partnercenter.auditrecords.told import Told
from partnercenter.wire.answers import json_answer
from partnercenter.wire.envelopes import collection
from partnercenter.wire.pages import Key, read_page
from partnercenter.wire.refusing import NotFound
from partnercenter.wire.views import WireView
from portal.api.access import Access


class AuditRecordView(WireView):
    reading = Access("activity:read", ("activitylog.view_activityentry",))


class AuditRecordsList(AuditRecordView):
    operation = "list_audit_records"

    @extend_schema(parameters=PARAMETERS, responses={200: RECORDS})
    def get(self, request: Request) -> HttpResponse:
        """List audit records, newest first.

        Whole days of UTC, page by page: `links.next` has the address and the header of the next.
        """
        query = asked(request._request)
        rows = selected(query).values_list(*Told._fields)
        page = read_page(rows, query.seek, query.size, _rendered, ("-id",))
        return json_answer(collection(page, "/auditrecords", query.echo()))


class AuditRecordDetail(AuditRecordView):
    operation = "get_audit_record"

    @extend_schema(parameters=[RECORD_ID], responses={200: RECORD})
    def get(self, request: Request, record_id: str) -> HttpResponse:
        """Get one audit record."""
        entry = find(record_id)
        if entry is None:
            raise NotFound("There is no audit record with this ID.")
        return json_answer(render(entry))


def _rendered(row: tuple[Any, ...]) -> tuple[Key, bytes]:
    entry = Told._make(row)
    return (str(entry.id),), render(entry)
