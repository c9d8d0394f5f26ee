from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django.utils import timezone, translation
from rest_framework.permissions import SAFE_METHODS
from rest_framework.views import APIView

from portal.api.encodings import ensure_in_utf8, ensure_readable
from portal.api.intake import take_body
from portal.api.problems import Problem
from portal.models import User

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponseBase
    from rest_framework.request import Request

    from portal.api.access import Access


class PortalAPIView(APIView):
    """An endpoint of the API: what one must hold to read and to write, and whose days count."""

    # None: there is no such method.
    reading: ClassVar[Access | None] = None
    writing: ClassVar[Access | None] = None
    # OPTIONS tells nothing here that the schema does not.
    http_method_names: Sequence[str] = ("get", "head", "post", "put", "patch", "delete")
    most_bytes: ClassVar[int] = 1_048_576
    """What a body may have; an order of 500 lines has room in it several times over."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        # An API speaks one language, whatever the browser's or the owner's is.
        with translation.override("en"):
            return super().dispatch(request, *args, **kwargs)

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        # Days are those of the token's owner. The next request sets its own, or none.
        timezone.activate(user_of(request).zone)
        ensure_readable(request._request)
        if request.method not in SAFE_METHODS:
            ensure_in_utf8(request._request)
            take_body(request._request, self.most_bytes)


class NothingHere(PortalAPIView):
    """Any address below the API that there is not, told as the API tells what is wrong."""

    schema = None
    permission_classes = ()
    throttle_classes = ()
    authentication_classes = ()

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        raise Problem("not-found", "There is nothing at this address.")


def user_of(request: Request) -> User:
    """Who asks; nobody else gets past HasAccess."""
    assert isinstance(request.user, User)
    return request.user
