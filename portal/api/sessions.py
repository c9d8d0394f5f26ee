from __future__ import annotations

from typing import Any

from rest_framework import authentication


class SessionAuthentication(authentication.SessionAuthentication):
    """Sessions of the browser; whoever writes brings the token against forged requests."""

    def enforce_csrf(self, request: Any) -> None:
        # Looking for that token, Django asks for a form. The framework's own request would read
        # whatever the body is, before it is known whose it is and how large.
        super().enforce_csrf(request._request)
