"""The addresses of the compatible API, in their one spelling: see partnercenter.wire.paths."""

from __future__ import annotations

from django.urls import include, path, re_path

from partnercenter.wire.views import UnknownView

_REST = r"^(?P<rest>.*)$"

v1 = [
    re_path(_REST, UnknownView.as_view(), name="partnercenter_nothing"),
]
# Where the original's newer reference has its audit records.
auditactivity = [
    re_path(_REST, UnknownView.as_view(), name="partnercenter_auditactivity_nothing"),
]
urlpatterns = [
    path("v1/", include(v1)),
    path("auditactivity/v1/", include(auditactivity)),
]
