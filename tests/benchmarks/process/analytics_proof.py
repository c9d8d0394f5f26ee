"""Whether the numbers of analytics are right at a large reseller: counts against a full recount,
movements against the rows that they come to, numbers of pages against the lists they lead to."""

from __future__ import annotations

import time
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from django.core.paginator import Paginator
from django.test import Client

from activitylog.counting.checking import check
from analytics.admin.tab_links import page_url
from analytics.tabs import TABS
from customers.consistency.stocks import stock_wrong, stocks
from customers.models import Subscription
from portal.models import User
from tests.analytics.walking import Stated, Walk, page
from tests.benchmarks.reseller.asking import READER

AT_ONCE = 2_000


def main() -> None:
    start = time.perf_counter()
    found = [(entries, len(differences)) for entries, differences in check()]
    entries, differences = map(sum, zip(*found, strict=True))
    said(start, f"{differences} differences between counts and a recount of {entries:,} entries")
    start = time.perf_counter()
    wrong = list(wrong_stocks())
    said(start, f"{len(wrong)} differences between movements and subscriptions", *wrong)
    start = time.perf_counter()
    client = Client()
    client.force_login(User.objects.get(username=READER))
    numbers = of_each_shape(client)
    wrong = Walk(client).differences(numbers, "en")
    # A list of very many rows does not add them up, and says so.
    untold = [line for line in wrong if line.endswith(" and is NaN")]
    said(
        start,
        f"{len(wrong) - len(untold)} differences between {len(numbers)} numbers and their lists, "
        f"of which {len(untold)} are too long to say",
        *wrong,
    )


def said(start: float, *lines: str) -> None:
    print(f"  {lines[0]}, in {time.perf_counter() - start:.0f} s", *lines[1:9], sep="\n    ")


def wrong_stocks() -> Iterator[str]:
    rows = Subscription.objects.order_by("pk")
    for some in Paginator(rows, AT_ONCE):
        moved = stocks([row.pk for row in some])
        for row in some:
            if text := stock_wrong(row, moved.get(row.pk, {})):
                yield f"{row.pk}: {text}"


def of_each_shape(client: Client) -> list[Stated]:
    """One number of each kind: with the same list, the same filters and the same total."""
    shapes: dict[tuple[str, ...], Stated] = {}
    for tab in TABS.values():
        for number in page(client, page_url(tab)).stated:
            parts = urlsplit(number.url)
            names = sorted(parse_qs(parts.query, keep_blank_values=True))
            shapes.setdefault((parts.path, *names, number.of), number)
    return list(shapes.values())


if __name__ == "__main__":
    main()
