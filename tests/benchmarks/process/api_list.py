"""How fast a page of 500 entries is by API, against the framework's own way and against raw SQL.

Every request goes through the whole stack: middleware, authentication, permissions, throttling.
"""

from __future__ import annotations

import gc
import io
import statistics
import time
from typing import Any

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from activitylog.models import ActivityEntry
from activitylog.staff.tokens import create_token
from portal.models import User

WAYS = {
    "portal": "/api/v1/activity/",
    "DRF ModelViewSet": "/framework/",
    "raw SQL + orjson": "/raw/",
}
LIMIT = 500
ROUNDS = 60


def main() -> None:
    settings.ROOT_URLCONF = "tests.benchmarks.process.api_baselines"
    settings.API_REQUESTS_PER_MINUTE = 10**9
    owner = User.objects.get(username="jonas.oezdemir")
    _token, secret = create_token(
        actor=owner,
        owner=owner,
        name="Benchmark",
        scopes=["activity:read"],
        source="benchmark",
        expires_at=None,
    )
    application = get_wsgi_application()
    times: dict[str, list[float]] = {way: [] for way in WAYS}
    sizes: dict[str, int] = {}
    # In turns, so that a machine with other work to do is as slow for all of them.
    for _round in range(ROUNDS + 1):
        for way, path in WAYS.items():
            gc.collect()
            start = time.perf_counter()
            sizes[way] = ask(application, path, secret)
            times[way].append(time.perf_counter() - start)
    print(f"  API, page of {LIMIT} of {ActivityEntry.objects.count():,} entries")
    report({way: found[1:] for way, found in times.items()}, sizes)


def ask(application: Any, path: str, secret: str) -> int:
    statuses: list[str] = []
    answer = application(
        {
            "REQUEST_METHOD": "GET",
            "PATH_INFO": path,
            "QUERY_STRING": f"limit={LIMIT}",
            "SERVER_NAME": "testserver",
            "SERVER_PORT": "80",
            "HTTP_AUTHORIZATION": f"Bearer {secret}",
            "wsgi.input": io.BytesIO(),
            "wsgi.url_scheme": "http",
        },
        lambda status, _headers: statuses.append(status),
    )
    size = sum(map(len, answer))
    answer.close()
    assert statuses == ["200 OK"], statuses
    return size


def report(times: dict[str, list[float]], sizes: dict[str, int]) -> None:
    medians = {way: statistics.median(found) for way, found in times.items()}
    for way, found in times.items():
        p95 = statistics.quantiles(found, n=20)[-1]
        ratio = medians[way] / medians["portal"]
        print(
            f"    {way:<18} {1 / statistics.mean(found):7.1f} requests/s  "
            f"median {medians[way] * 1000:6.1f} ms  p95 {p95 * 1000:6.1f} ms  "
            f"{sizes[way] / 1024:.0f} KB  x{ratio:.2f} of the portal's time"
        )


if __name__ == "__main__":
    main()
