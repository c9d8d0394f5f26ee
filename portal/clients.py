"""Where a request comes from."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The IP address of whoever sent the request; empty where there is none.

    Behind a reverse proxy that is trusted, the one that it names in X-Forwarded-For: read from
    the right, since what stands further left anyone can write.
    """
    address = str(request.META.get("REMOTE_ADDR") or "")
    named = str(request.META.get("HTTP_X_FORWARDED_FOR") or "").split(",")
    while _is_trusted(address) and named:
        before = named.pop().strip()
        if not _is_address(before):
            break
        address = before
    return address


def _is_address(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True


def _is_trusted(text: str) -> bool:
    return _is_address(text) and any(
        ip_address(text) in network for network in settings.TRUSTED_PROXIES
    )
