"""How long the pages of analytics take at a large reseller, what they ask the database, what they
weigh: against counting the rows themselves, by one plain statement of SQL each."""

from __future__ import annotations

from statistics import median

from django.core.wsgi import get_wsgi_application
from django.db.models import Count
from django.urls import reverse

from activitylog.models import ActivityEntry
from analytics.admin.tab_links import page_url
from analytics.tabs import TABS
from customers.models import Customer, Subscription, SubscriptionMovement
from tests.benchmarks.reseller.asking import Asking, Measured, megabytes, signed_in
from tests.benchmarks.reseller.counting import STATEMENTS, seconds

ROUNDS = 30
AIM_SECONDS, AIM_QUERIES, AIM_KILOBYTES = 0.5, 25, 150


def main() -> None:
    asking = Asking(get_wsgi_application(), signed_in())
    print(
        f"  {ActivityEntry.objects.count():,} entries, {Customer.objects.count():,} customers, "
        f"{Subscription.objects.count():,} subscriptions, "
        f"{SubscriptionMovement.objects.count():,} movements"
    )
    found = measure_pages(asking, pages())
    baselines = {name: seconds(statement) for name, statement in STATEMENTS.items()}
    print_pages(found)
    print("  baselines: the rows themselves, counted by one statement")
    for name, taken in baselines.items():
        print(f"    {name:<46} {taken * 1000:7.0f} ms")
    print_missed(found)


def pages() -> dict[str, str]:
    """Addresses by tab and case."""
    cases = {"as it opens": "", "everything": "date_from=&date_to=", **narrowed()}
    found = {"overview": reverse("admin:index")}
    for code, tab in TABS.items():
        filters = tab.filterset_class.base_filters
        for case, query in cases.items():
            if not query or query.partition("=")[0] in filters:
                found[f"{code}, {case}"] = f"{page_url(tab)}?{query}"
    return found


def narrowed() -> dict[str, str]:
    largest = Subscription.objects.values("customer").annotate(rows=Count("pk")).order_by("-rows")
    return {
        "one family": "family=Microsoft+365",
        "one country": "country=DE",
        "one customer": f"customer={largest[0]['customer']}",
    }


def measure_pages(asking: Asking, pages: dict[str, str]) -> dict[str, Measured]:
    """In turns, so that a machine with other work to do is as slow for all of them."""
    found = {name: asking.first(path) for name, path in pages.items()}
    before = megabytes()
    for _round in range(ROUNDS):
        for name, path in pages.items():
            found[name].seconds.append(asking.seconds(path))
    print(f"  memory: {before:.0f} MB after the first round, {megabytes():.0f} MB after {ROUNDS}")
    return found


def print_pages(found: dict[str, Measured]) -> None:
    for name, page in found.items():
        print(
            f"    {name:<32} cold {page.cold * 1000:5.0f}  "
            f"least {min(page.seconds) * 1000:5.0f}  p50 {median(page.seconds) * 1000:5.0f}"
            f"  p95 {page.p95 * 1000:5.0f}  max {max(page.seconds) * 1000:5.0f} ms"
            f"  {page.queries:3} queries  {page.kilobytes:4.0f} KB ({page.gzipped:.0f} gzipped)"
        )


def print_missed(found: dict[str, Measured]) -> None:
    for name, page in found.items():
        for aim, value, what in (
            (AIM_SECONDS, page.p95, "s"),
            (AIM_QUERIES, page.queries, "queries"),
            (AIM_KILOBYTES, page.kilobytes, "KB"),
        ):
            if value > aim:
                print(f"    misses its aim: {name}: {value:.3g} {what} of {aim}")


if __name__ == "__main__":
    main()
