"""Fill the log up to a number of entries of the demo."""

from __future__ import annotations

import io
import sys
import time

from django.core.management import call_command
from django.db import connection

from activitylog.models import ActivityEntry


def main(wanted: int) -> None:
    before, start = ActivityEntry.objects.count(), time.perf_counter()
    call_command("seed_demo", "--entries", str(wanted), stdout=io.StringIO())
    seconds = time.perf_counter() - start
    added = ActivityEntry.objects.count() - before
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    print(f"  seeded {added:,} entries in {seconds:.0f} s ({added / seconds:,.0f}/s)")


if __name__ == "__main__":
    main(int(sys.argv[1]))
