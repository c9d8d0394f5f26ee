"""All that comes is UTF-8. What is not would be read as something else, and found nowhere."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from portal.api.problems import FieldError, Problem, all_invalid

if TYPE_CHECKING:
    from django.http import HttpRequest

_UTF8 = ("utf-8", "utf8")


def ensure_in_utf8(request: HttpRequest) -> None:
    """Raise Problem where the body is said to have another encoding."""
    params: dict[str, str] = request.content_params or {}
    if params.get("charset", "utf-8").lower() not in _UTF8:
        raise Problem("unsupported-media-type", "Send UTF-8.")


def ensure_readable(request: HttpRequest) -> None:
    """Raise Problem where the address has parameters that are not UTF-8."""
    # As servers hand it over: each byte is a character.
    query = request.META.get("QUERY_STRING", "").encode("latin-1")
    if _is_utf8(query):
        return
    pairs = [pair for pair in query.split(b"&") if not _is_utf8(pair)]
    names = (unquote_to_bytes(pair.partition(b"=")[0]).decode(errors="replace") for pair in pairs)
    raise all_invalid([FieldError(name[:100], "This is not UTF-8.") for name in names])


def _is_utf8(query: bytes) -> bool:
    try:
        unquote_to_bytes(query).decode()
    except UnicodeDecodeError:
        return False
    return True
