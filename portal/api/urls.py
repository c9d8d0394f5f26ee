"""The API's addresses. Apps are named as text: the portal imports none of them."""

from __future__ import annotations

from django.urls import include, path, re_path

from portal.api.schema.views import SchemaView
from portal.api.views import NothingHere

urlpatterns = [
    path("schema/", SchemaView.as_view(), name="schema"),
    path("", include("activitylog.api.urls")),
    path("", include("customers.api.urls")),
    re_path(r"^(?P<rest>.*)$", NothingHere.as_view(), name="nothing_here"),
]
