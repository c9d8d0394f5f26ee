from __future__ import annotations

from typing import Any

from django.http import QueryDict
from rest_framework import authentication


class SessionAuthentication(authentication.SessionAuthentication):
    """Sessions of the browser; whoever writes brings the token against forged requests, in the
    header `X-CSRFToken`."""

    def enforce_csrf(self, request: Any) -> None:
        # Django looks for that token in a form first, and would read the whole body for it, before
        # it is known whose it is and how large. No form is read here: this one is empty.
        request._request._post = QueryDict()
        super().enforce_csrf(request._request)
