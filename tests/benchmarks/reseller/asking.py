"""Pages through the whole stack, as a browser gets them: sessions, permissions, compression."""

from __future__ import annotations

import gzip
import io
import resource
import sys
import time
from dataclasses import dataclass, field
from statistics import quantiles
from typing import Any

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from portal.models import User

READER = "reader"


@dataclass(slots=True, kw_only=True)
class Measured:
    cold: float
    """Seconds of the first time."""
    queries: int
    kilobytes: float
    gzipped: float
    seconds: list[float] = field(default_factory=list)

    @property
    def p95(self) -> float:
        return quantiles(self.seconds, n=20)[-1]


def signed_in() -> str:
    """The cookie of a session."""
    client = Client()
    client.force_login(User.objects.get(username=READER))
    name = settings.SESSION_COOKIE_NAME
    return f"{name}={client.cookies[name].value}"


def megabytes() -> float:
    """The most memory that this process has had."""
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


class Asking:
    def __init__(self, application: Any, cookie: str) -> None:
        self._application = application
        self._cookie = cookie

    def first(self, address: str) -> Measured:
        cold = self.seconds(address)
        with CaptureQueriesContext(connection) as queries:
            page = self.page(address)
        return Measured(
            cold=cold,
            queries=len(queries),
            kilobytes=len(page) / 1024,
            gzipped=len(gzip.compress(page, 6)) / 1024,
        )

    def seconds(self, address: str) -> float:
        start = time.perf_counter()
        self._ask(address, HTTP_ACCEPT_ENCODING="gzip")
        return time.perf_counter() - start

    def page(self, address: str) -> bytes:
        return self._ask(address)

    def _ask(self, address: str, **headers: str) -> bytes:
        path, _mark, query = address.partition("?")
        statuses: list[str] = []
        answer = self._application(
            {
                "REQUEST_METHOD": "GET",
                "PATH_INFO": path,
                "QUERY_STRING": query,
                "SERVER_NAME": "testserver",
                "SERVER_PORT": "80",
                "HTTP_COOKIE": self._cookie,
                "wsgi.input": io.BytesIO(),
                "wsgi.url_scheme": "http",
                **headers,
            },
            lambda status, _headers: statuses.append(status),
        )
        body = b"".join(answer)
        answer.close()
        assert statuses == ["200 OK"], (address, statuses)
        return body
