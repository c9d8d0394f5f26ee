"""The body of a request: read whole before anything is done with it, and never beyond a limit."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

from django.http import UnreadablePostError

from portal.api.problems import Problem

if TYPE_CHECKING:
    from django.http import HttpRequest


def take_body(request: HttpRequest, most: int) -> bytes:
    """Read the body, also one that comes in chunks without a length; it can be read again then.

    Raise Problem where it has more than `most` bytes, is compressed, or ends too early.
    """
    if request.headers.get("Content-Encoding", "identity").strip().lower() != "identity":
        raise Problem("unsupported-media-type", "Send the body without a Content-Encoding.")
    if "chunked" in request.headers.get("Transfer-Encoding", "").lower():
        body = _chunks(request, most)
    else:
        body = _declared(request, most)
    if len(body) > most:
        raise _too_large(most)
    # As Django keeps a body that was asked for: it and its views read from here.
    kept: Any = request
    kept._body, kept._stream = body, io.BytesIO(body)
    request.META["CONTENT_LENGTH"] = str(len(body))
    return body


def _declared(request: HttpRequest, most: int) -> bytes:
    length = int(request.META.get("CONTENT_LENGTH") or 0)
    if length > most:
        raise _too_large(most)
    try:
        body = request.read(length)
    except UnreadablePostError:
        body = b""
    if len(body) < length:
        raise Problem("malformed", "The body ended before its Content-Length.")
    return body


def _chunks(request: HttpRequest, most: int) -> bytes:
    """Django takes a body without a length for an empty one; the server knows where it ends."""
    if not request.META.get("wsgi.input_terminated"):
        raise Problem("malformed", "Send the body with its Content-Length.")
    try:
        body: bytes = request.META["wsgi.input"].read(most + 1)
    except Exception as error:
        # Each server has exceptions of its own for chunks that are none.
        raise Problem("malformed", "The chunks of the body cannot be read.") from error
    return body


def _too_large(most: int) -> Problem:
    return Problem("too-large", f"A body has at most {most} bytes here.")
