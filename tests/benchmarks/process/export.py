"""How fast an export is and how much memory it takes on top: ours, or django-import-export's."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.db.models import QuerySet, Sum
from django.db.models.functions import Length
from import_export import resources
from import_export.fields import Field

from activitylog.actions import action_label
from activitylog.models import ActivityEntry
from activitylog.resources import ActivityEntryResource
from portal.exports import FORMATS

Entries = QuerySet[ActivityEntry]


def portal(entries: Entries) -> int:
    return sum(map(len, FORMATS["csv"].stream(ActivityEntryResource(), entries, None, ",")))


class Baseline(resources.ModelResource):
    """The same columns, the way the library documents it."""

    label = Field(column_name="Action")

    class Meta:
        model = ActivityEntry
        fields = (
            *(
                column.attribute
                for name, column in ActivityEntryResource().columns().items()
                if name != "action_label"
            ),
            "label",
        )

    def dehydrate_label(self, entry: ActivityEntry) -> str:
        return action_label(entry.action)


def django_import_export(entries: Entries) -> int:
    return len(Baseline().export(entries.order_by("-pk")).csv.encode())


WAYS: dict[str, Callable[[Entries], int]] = {
    "portal": portal,
    "django-import-export": django_import_export,
}


def main(way: str, wanted: int, kept: Path) -> None:
    edge = ActivityEntry.objects.order_by("-pk").values_list("pk", flat=True)[wanted - 1]
    export = WAYS[way]
    # A few first, so that what is loaded once does not count.
    export(ActivityEntry.objects.filter(pk__gt=edge, action="create_order", status="failed"))
    # Both ways find the rows in memory: it is not the disk that is measured.
    rows = ActivityEntry.objects.filter(pk__gte=edge)
    rows.aggregate(
        **{f"{name}_length": Sum(Length(name)) for name in ("old_value", "new_value", "details")}
    )
    before = peak()
    start = time.perf_counter()
    size = export(rows)
    seconds = time.perf_counter() - start
    report(way, wanted / seconds, peak() - before, size, kept)


def peak() -> float:
    """The most memory this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def report(way: str, rate: float, extra: float, size: int, kept: Path) -> None:
    figures: dict[str, Any] = json.loads(kept.read_text()) if kept.exists() else {}
    figures[way] = rate
    kept.write_text(json.dumps(figures))
    ratio = f"  portal x{figures['portal'] / rate:.1f}" if way != "portal" else ""
    print(f"    {way:<22} {rate:10,.0f} rows/s  {extra:7.1f} MB extra  {size / 1e6:.0f} MB{ratio}")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
