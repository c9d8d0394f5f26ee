"""An endpoint that counts how often it was asked, and answers as it is told to."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import Any, ClassVar

from django.urls import include, path
from rest_framework.response import Response

from portal.api.access import Access
from portal.api.idempotency import Idempotent
from portal.api.problems import Problem

ADDRESS = "/counting/"


class Counting(Idempotent):
    """Answers with the number of the call; with `kind` the problem of this kind."""

    reading = writing = Access("customers:write")
    most_bytes = 1_000
    calls: ClassVar[list[Any]] = []
    entered: ClassVar = Event()
    released: ClassVar = Event()

    def post(self, request: Any) -> Response:
        self.calls.append(request.data)
        if request.data.get("wait"):
            self.entered.set()
            assert self.released.wait(10)
        match request.data.get("kind"):
            case None:
                headers = {"Location": f"/counting/{len(self.calls)}/", "ETag": '"1"'}
                return Response({"call": len(self.calls), "ü": "\0"}, 201, headers=headers)
            case "crash":
                raise RuntimeError
            case kind:
                raise Problem(kind)

    patch = post

    def get(self, _request: Any) -> Response:
        self.calls.append(None)
        return Response(len(self.calls))


@contextmanager
def counting() -> Iterator[list[Any]]:
    Counting.calls.clear()
    Counting.entered.clear()
    Counting.released.clear()
    yield Counting.calls
    Counting.released.set()


urlpatterns = [
    path("", include("portal.urls")),
    path("counting/", Counting.as_view()),
    path("counting/<int:number>/", Counting.as_view()),
]
