"""Addresses as clients write them: with doubled slashes, a doubled version, a slash at the end.

The original's links name no version, and its clients put "/v1" or "/v1/" before what they follow.
One client can be told that the version is "1.0".
A redirect to the right spelling is no way out: clients drop their token on the way.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

_SLASHES = re.compile(r"/{2,}")
_VERSIONS = re.compile(r"(/auditactivity)?(?:/v1(?:\.0)?)+(?=/|\Z)")
_SIGNING_IN = re.compile(r"(/[^/]+/oauth2/(?:v2\.0/)?token)/?")


def plain_path(path: str) -> str:
    """The one spelling of an address of this API; any other address as it is."""
    single = _SLASHES.sub("/", path)
    if signing_in := _SIGNING_IN.fullmatch(single):
        return signing_in[1]
    found = _VERSIONS.match(single)
    return f"{found[1] or ''}/v1/{single[found.end() :].strip('/')}" if found else path


class PlainPathMiddleware:
    """Leads every spelling of an address of this API to the same view."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        plain = plain_path(request.path_info)
        if plain != request.path_info:
            request.path = request.path.removesuffix(request.path_info) + plain
            request.path_info = plain
        return self.get_response(request)
