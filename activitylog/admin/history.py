from __future__ import annotations

from typing import Any, TypeVar

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from activitylog.links import activity_url

M = TypeVar("M", bound=Model)


class HistoryInLog(admin.ModelAdmin[M]):
    """A row's history is the activity log, narrowed to it; the log asks who may see it."""

    history_filter = "resource_id"

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return HttpResponseRedirect(activity_url(**{self.history_filter: object_id}))
