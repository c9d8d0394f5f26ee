from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from activitylog.api.authentication import RecordedBearer
from partnercenter.wire.answers import refusal, trace
from partnercenter.wire.describing import WireSchema
from partnercenter.wire.refusing import NotFound
from portal.api.views import PortalAPIView


class WireView(PortalAPIView):
    """An address of the compatible API: for programs with a token only.

    It answers with a `json_answer`, and refuses by raising.
    """

    # What it does, in verb and noun.
    operation: ClassVar[str]
    schema = WireSchema()
    authentication_classes: Sequence[type[BaseAuthentication]] = (RecordedBearer,)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().dispatch(request, *args, **kwargs)
        trace(request, response)
        return response

    def handle_exception(self, exc: Exception) -> HttpResponse:  # type: ignore[override]
        # Any response does; the framework's stubs ask for one of its own.
        return refusal(exc)


class UnknownView(WireView):
    """Whatever else is asked for below the roots of the API."""

    # Nothing to describe.
    schema = None  # type: ignore[assignment]
    permission_classes = ()
    throttle_classes = ()
    authentication_classes = ()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise NotFound
