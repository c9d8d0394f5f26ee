"""What the API is measured against: the same page, as a framework gives it and as SQL gives it."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import orjson
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from rest_framework import pagination, permissions, serializers, viewsets

from activitylog.actions import action_label
from activitylog.api.authentication import RecordedBearer
from activitylog.models import ActivityEntry

JSON_COLUMNS = ("old_value", "new_value", "details", "extra")


class RecordedJson(serializers.Field[Any, Any, Any, Any]):
    """JSON that is kept as text, as the value it is."""

    def to_representation(self, value: str) -> Any:
        return json.loads(value)


class EntrySerializer(serializers.ModelSerializer[ActivityEntry]):
    action_label = serializers.SerializerMethodField()
    old_value, new_value, details, extra = (RecordedJson() for _name in JSON_COLUMNS)

    class Meta:
        model = ActivityEntry
        fields = "__all__"

    def get_action_label(self, entry: ActivityEntry) -> str:
        return action_label(entry.action)


class Entries(viewsets.ModelViewSet[ActivityEntry]):
    """The way the framework documents it."""

    queryset = ActivityEntry.objects.all()
    serializer_class = EntrySerializer
    pagination_class = pagination.LimitOffsetPagination
    permission_classes = (permissions.IsAuthenticated,)


def raw(request: HttpRequest) -> HttpResponse:
    """One statement and a fast encoder: who has a token, and nothing else."""
    assert RecordedBearer().authenticate(request)  # type: ignore[arg-type]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT * FROM activitylog_activityentry ORDER BY id DESC LIMIT %s",
            [int(request.GET["limit"])],
        )
        names = [column[0] for column in cursor.description]
        rows = [_object(names, row) for row in cursor.fetchall()]
    body = orjson.dumps({"next": None, "previous": None, "results": rows})
    return HttpResponse(body, content_type="application/json")


_label = cache(action_label)


def _object(names: list[str], row: tuple[Any, ...]) -> dict[str, Any]:
    values = dict(zip(names, row, strict=True))
    for name in JSON_COLUMNS:
        if values[name] is not None:
            values[name] = orjson.Fragment(values[name])
    values["action_label"] = _label(values["action"])
    return values


urlpatterns = [
    path("", include("portal.urls")),
    path("framework/", Entries.as_view({"get": "list"})),
    path("raw/", raw),
]
