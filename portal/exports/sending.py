from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.http import StreamingHttpResponse
from django.utils import translation
from django.utils.translation import get_language

if TYPE_CHECKING:
    from portal.exports.formats import ExportFormat


def file_response(kind: ExportFormat, name: str, stream: Iterator[bytes]) -> StreamingHttpResponse:
    """A file that is written while it is sent.

    What could go wrong is to be found out before: a stream that breaks breaks the connection, so
    that no cut file looks whole.
    """
    return StreamingHttpResponse(
        # It is read after the request has ended, in the language of its reader all the same.
        _in_language(stream, get_language() or "en"),
        content_type=kind.content_type,
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _in_language(stream: Iterator[bytes], language: str) -> Iterator[bytes]:
    with translation.override(language):
        yield from stream
