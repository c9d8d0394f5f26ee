from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.views import redirect_to_login
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import translation
from rest_framework.exceptions import NotAuthenticated
from rest_framework.negotiation import BaseContentNegotiation

from portal.api.access import Access
from portal.api.problems import KINDS
from portal.api.reference.operations import reference_of
from portal.api.schema.documents import DOCUMENTS, PARTNER_CENTER, PORTAL, Document
from portal.api.views import PortalAPIView
from portal.tokens.scopes import SCOPES

if TYPE_CHECKING:
    from django.http import HttpResponseBase
    from rest_framework.request import Request


class FirstRenderer(BaseContentNegotiation):
    """A page is HTML, and what goes wrong is JSON, whatever is asked for."""

    def select_renderer(
        self, request: Request, renderers: Any, format_suffix: str | None = None
    ) -> tuple[Any, str]:
        return renderers[0], renderers[0].media_type

    def select_parser(self, request: Request, parsers: Any) -> Any:
        return parsers[0]


class ReferenceView(PortalAPIView):
    """The reference of an API as a page, for whoever may sign in."""

    schema = None
    reading = Access(scope="")
    content_negotiation_class = FirstRenderer
    document: ClassVar[Document] = PORTAL

    def get(self, request: Request) -> TemplateResponse:
        # The frame is in the reader's language: what it is made of here, and what is rendered
        # once this has returned.
        with translation.override(request._request.LANGUAGE_CODE):
            frame = admin.site.each_context(request._request)
        context = {
            **frame,
            "title": self.document.title,
            "document": self.document,
            "documents": DOCUMENTS,
            "reference": reference_of(self.document),
            "prose": f"portal/reference/{self.document.name}.html",
            "kinds": KINDS,
            "scopes": {name: str(label) for name, label in SCOPES.items()},
            "base_url": settings.BASE_URL,
            "rate": settings.API_REQUESTS_PER_MINUTE,
        }
        return TemplateResponse(request._request, "portal/reference/page.html", context)

    def handle_exception(self, exc: Exception) -> HttpResponseBase:  # type: ignore[override]
        """A person is led to the sign-in page; a program is told that it has to sign in."""
        reads_pages = "text/html" in self.request.headers.get("Accept", "")
        if isinstance(exc, NotAuthenticated) and reads_pages:
            return redirect_to_login(self.request.get_full_path(), reverse(settings.LOGIN_URL))
        return super().handle_exception(exc)


class PartnerCenterReferenceView(ReferenceView):
    """The reference of the other API."""

    document = PARTNER_CENTER
