"""How long it takes to count the log, to read the counts, and how large they are."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Max

from activitylog.counting.catching_up import count_entries
from activitylog.counting.checking import check
from activitylog.counting.definitions import COUNTS, ENTRIES, NAMES
from activitylog.counting.reading import CountedLog, counted_log
from activitylog.models import ActivityEntry

BERLIN = ZoneInfo("Europe/Berlin")
ROUNDS = 5
MOST = 10
WORK = [day * 24 + hour for day in range(5) for hour in range(7, 19)]
Read = Callable[[CountedLog, datetime, datetime], object]
READERS: dict[str, Read] = {
    "per_bucket": lambda log, start, end: log.per_bucket(bounds(start, end)),
    "by_weekday_and_hour": lambda log, start, end: log.by_weekday_and_hour(start, end, BERLIN),
    "compared_actions": lambda log, start, end: log.compared_actions(
        start - (end - start), start, end
    ),
    "compared_actors": lambda log, start, end: log.compared_actors(
        start - (end - start), start, end
    ),
    "compared_customers": lambda log, start, end: log.compared_customers(
        start - (end - start), start, end, MOST
    ),
    "first_times": lambda log, start, end: log.first_times(start, end),
    "bursts": lambda log, start, end: log.bursts(start, end),
    "people_by_hour": lambda log, start, end: log.people_by_hour(start, end, BERLIN),
    "outside_hours": lambda log, start, end: log.outside_hours(
        start, end, BERLIN, WORK, least=MOST
    ),
}


def main() -> None:
    start = time.perf_counter()
    entries = sum(count_entries(anew=True))
    seconds = time.perf_counter() - start
    print(f"  {entries:,} entries counted in {seconds:.0f} s ({entries / seconds:,.0f}/s)")
    start = time.perf_counter()
    differences = sum(len(found) for _entries, found in check())
    print(f"  checked in {time.perf_counter() - start:.0f} s, {differences} differences")
    tables = [count.table for count in COUNTS] + [NAMES]
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
    print(f"  size: entries {size(ENTRIES):.0f} MB, counts {sum(map(size, tables)):.0f} MB")
    for table in tables:
        print(f"    {table:<32} {size(table):6.1f} MB")
    print_readers()


def size(table: str) -> float:
    """MB of a table with its indexes."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT pg_total_relation_size(%s)", [table])
        else:
            cursor.execute(
                "SELECT sum(pgsize) FROM dbstat WHERE aggregate = TRUE AND name IN "
                "(SELECT name FROM sqlite_master WHERE tbl_name = %s)",
                [table],
            )
        (found,) = cursor.fetchone()
    return float(found) / 1e6


def print_readers() -> None:
    last = ActivityEntry.objects.aggregate(last=Max("occurred_at"))["last"].astimezone(BERLIN)
    end = last.replace(hour=0, minute=0, second=0, microsecond=0)
    days = (30, 365, 731)
    print(f"  readers, ms of {days} days")
    for name, read in READERS.items():
        figures = [milliseconds(read, end - timedelta(days=number), end) for number in days]
        print(f"    {name:<26}" + "".join(f"{figure:8.1f}" for figure in figures))
    customer = ActivityEntry.objects.exclude(customer=None).values_list("customer", flat=True)[0]
    print("  of one customer")
    for name, read in READERS.items():
        print(f"    {name:<26}{milliseconds(read, end - timedelta(days=365), end, customer):8.1f}")


def milliseconds(read: Read, start: datetime, end: datetime, customer: UUID | None = None) -> float:
    times = []
    for _round in range(ROUNDS):
        with counted_log(customer=customer) as log:
            begun = time.perf_counter()
            read(log, start, end)
            times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(times)


def bounds(start: datetime, end: datetime) -> list[datetime]:
    step = max((end - start).days // 90, 1)
    found = [start + timedelta(days=day) for day in range(0, (end - start).days, step)]
    return [*found, end]


if __name__ == "__main__":
    main()
