"""The page of an import that runs: sent in pieces, so that it shows how far it is."""

from __future__ import annotations

import time
from collections.abc import Generator, Iterator
from contextlib import closing
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, StreamingHttpResponse
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import get_language

from customers.admin.importing.showing import counts
from customers.importing.applying import Failed

if TYPE_CHECKING:
    from customers.importing.applying import Application

FOLDER = "admin/customers/import"
# Where the page is cut: what happens is sent in between.
CUT = "<!-- cut -->"
SECONDS_BETWEEN = 0.4


def running_page(
    request: HttpRequest, application: Application, context: dict[str, Any]
) -> StreamingHttpResponse:
    head, tail = render_to_string(f"{FOLDER}/running.html", context, request).split(CUT)
    pieces = _as_reader(_pieces(application, context), head, tail)
    return StreamingHttpResponse(
        _Sent(pieces, application),
        headers={
            # Zipping, here or at a proxy, would hold the pieces back.
            "Content-Encoding": "identity",
            "X-Accel-Buffering": "no",
            "Cache-Control": "no-store",
        },
    )


class _Sent:
    """The pieces as a server sends them: it closes them, also where it has not begun."""

    def __init__(self, pieces: Generator[str, None, None], application: Application) -> None:
        self.pieces, self.application = pieces, application

    def __iter__(self) -> Iterator[str]:
        return self.pieces

    def close(self) -> None:
        self.pieces.close()
        self.application.leave()


def _as_reader(pieces: Iterator[str], head: str, tail: str) -> Generator[str, None, None]:
    """Sent after the request has ended, in the language and time zone of its reader."""
    language, zone = get_language() or "en", timezone.get_current_timezone()

    def sent() -> Generator[str, None, None]:
        with translation.override(language), timezone.override(zone):
            yield head
            yield from pieces
            yield tail

    return sent()


def _pieces(application: Application, context: dict[str, Any]) -> Iterator[str]:
    sent_at = -SECONDS_BETWEEN
    try:
        with closing(application.run()) as run:
            for progress in run:
                if time.monotonic() - sent_at >= SECONDS_BETWEEN:
                    sent_at = time.monotonic()
                    yield render_to_string(f"{FOLDER}/progress.html", {"progress": progress})
    except Failed as failed:
        outcome: dict[str, Any] = {"problem": failed.problem}
    else:
        found = application.examination
        outcome = {"counts": counts(found)[:-1] if found else []}
    yield render_to_string(f"{FOLDER}/outcome.html", context | outcome)
