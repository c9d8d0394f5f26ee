from __future__ import annotations

from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from portal.views import choose_language, health

urlpatterns = [
    path("", RedirectView.as_view(pattern_name="admin:index")),
    path("admin/", admin.site.urls),
    path("api/v1/", include("portal.api.urls")),
    path("language/", choose_language, name="choose_language"),
    path("healthz", health, name="health"),
    # At the root, since its clients put "/v1" behind the host; last, for it takes all below.
    path("", include("partnercenter.urls")),
]
