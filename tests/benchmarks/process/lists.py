"""How long a page of the log takes, and what it costs: the large log against the small one."""

from __future__ import annotations

import json
import statistics
import sys
import time
from pathlib import Path

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from activitylog.models import ActivityEntry
from portal.models import User

LOG = "/admin/activitylog/activityentry/"
OPEN = f"{LOG}?date_from=&date_to="
PAGES = {
    "most recent month": LOG,
    "unfiltered": OPEN,
    "unfiltered, oldest page": f"{OPEN}&last=1",
    "status failed": f"{OPEN}&status=failed",
    "part of a company's name": f"{OPEN}&customer_name=wärme",
    "search that finds nothing": f"{OPEN}&q=nothing-like-this",
}
ROUNDS = 15


def main(kept: Path) -> None:
    """Print the figures; `kept` holds those of the small log, which comes first."""
    client = Client()
    client.force_login(User.objects.get(username="jonas.oezdemir"))
    entries = ActivityEntry.objects.count()
    small = json.loads(kept.read_text()) if kept.exists() else {}
    print(f"  list page, {entries:,} entries, median of {ROUNDS}")
    found = {}
    for name, address in PAGES.items():
        found[name] = milliseconds(client, address)
        with CaptureQueriesContext(connection) as queries:
            size = len(client.get(address).content)
        ratio = f"  x{found[name] / small[name]:.2f} of the small log" if name in small else ""
        print(
            f"    {name:<26} {found[name]:7.1f} ms  {len(queries)} queries  "
            f"{size / 1024:.0f} KB{ratio}"
        )
    if not small:
        kept.write_text(json.dumps(found))


def milliseconds(client: Client, address: str) -> float:
    times = []
    for _round in range(ROUNDS + 1):
        start = time.perf_counter()
        assert client.get(address).status_code == 200
        times.append((time.perf_counter() - start) * 1000)
    # The first one fills caches.
    return statistics.median(times[1:])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
