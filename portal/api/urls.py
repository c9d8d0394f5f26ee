"""The API's addresses. Apps are named as text: the portal imports none of them."""

from __future__ import annotations

from django.urls import include, path, re_path

from portal.api.reference.views import PartnerCenterReferenceView, ReferenceView
from portal.api.schema.views import PartnerCenterSchemaView, SchemaView
from portal.api.views import NothingHere

urlpatterns = [
    path("schema/", SchemaView.as_view(), name="schema"),
    path("schema/partner-center/", PartnerCenterSchemaView.as_view(), name="partner_center_schema"),
    path("docs/", ReferenceView.as_view(), name="docs"),
    path("docs/partner-center/", PartnerCenterReferenceView.as_view(), name="partner_center_docs"),
    path("", include("activitylog.api.urls")),
    path("", include("customers.api.urls")),
    path("", include("analytics.api.urls")),
    # Any address, also one with a line break in it.
    re_path(r"^(?P<rest>(?s:.*))$", NothingHere.as_view(), name="nothing_here"),
]
