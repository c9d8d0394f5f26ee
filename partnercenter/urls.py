"""The addresses of the compatible API, in their one spelling: see partnercenter.wire.paths."""

from __future__ import annotations

from django.urls import include, path, re_path

from partnercenter.auditrecords.views import AuditRecordDetail, AuditRecordsList
from partnercenter.signing_in.views import TokenViewV1, TokenViewV2
from partnercenter.wire.views import UnknownView

_REST = r"^(?P<rest>.*)$"

v1 = [
    path("auditrecords", AuditRecordsList.as_view(), name="partnercenter_auditrecords"),
    path(
        "auditrecords/<str:record_id>",
        AuditRecordDetail.as_view(),
        name="partnercenter_auditrecord",
    ),
    re_path(_REST, UnknownView.as_view(), name="partnercenter_nothing"),
]
# Where the original's newer reference has the same records.
auditactivity = [
    path(
        "auditrecords",
        AuditRecordsList.as_view(),
        name="partnercenter_auditactivity_auditrecords",
    ),
    path(
        "auditrecords/<str:record_id>",
        AuditRecordDetail.as_view(),
        name="partnercenter_auditactivity_auditrecord",
    ),
    re_path(_REST, UnknownView.as_view(), name="partnercenter_auditactivity_nothing"),
]
# Where Microsoft's sign-in service has them, below the tenant of the partner.
signing_in = [
    path("token", TokenViewV1.as_view(), name="partnercenter_token_v1"),
    path("v2.0/token", TokenViewV2.as_view(), name="partnercenter_token_v2"),
]
urlpatterns = [
    path("<str:tenant>/oauth2/", include(signing_in)),
    path("v1/", include(v1)),
    path("auditactivity/v1/", include(auditactivity)),
]
