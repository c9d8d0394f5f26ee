"""Fill an empty database with a large reseller; one that is filled is kept as it is."""

from __future__ import annotations

import io
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from random import Random
from typing import Any

from django.core.management import call_command
from django.db import connection

from activitylog.models import ActivityEntry
from activitylog.names import remember_names
from customers.models import Customer, Product, Subscription, SubscriptionMovement
from tests.benchmarks.reseller.asking import READER
from tests.benchmarks.reseller.catalogue import Buyer, make_buyers, make_offers
from tests.benchmarks.reseller.loading import load, values_of
from tests.benchmarks.reseller.log import APPLICATIONS, Place, write
from tests.benchmarks.reseller.selling import sell
from tests.staff import make_staff

SEED = 5
AT_ONCE = 5_000
PER_CUSTOMER = 10


def main(subscriptions: int, entries: int) -> None:
    if Subscription.objects.exists():
        print("  filled before")
        return
    chance, now = Random(SEED), datetime.now(UTC)
    make_staff(READER, "Global admin", time_zone="Europe/Berlin")
    with timed("customers, products, subscriptions with their movements"):
        buyers = fill_business(subscriptions, chance, now)
    with timed(f"{entries:,} entries"):
        fill_log(entries, buyers, chance, now)
    with timed("their counts"):
        call_command("count_activity", stdout=io.StringIO())
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


@contextmanager
def timed(what: str) -> Iterator[None]:
    start = time.perf_counter()
    yield
    print(f"  filled {what} in {time.perf_counter() - start:.0f} s", flush=True)


def fill_business(subscriptions: int, chance: Random, now: datetime) -> list[Buyer]:
    buyers = make_buyers(max(subscriptions // PER_CUSTOMER, 1), chance, now)
    offers = make_offers(chance)
    Customer.objects.bulk_create([buyer.customer for buyer in buyers], AT_ONCE)
    for of_currency in offers.values():
        Product.objects.bulk_create([offer.product for offer in of_currency])
    lives = sell(subscriptions, buyers, offers, chance, now)
    movements: list[tuple[Any, ...]] = []
    while some := list(islice(lives, AT_ONCE)):
        Subscription.objects.bulk_create([life.row for life in some], AT_ONCE)
        movements += (values_of(row) for life in some for row in life.movements)
    # As they lie in a portal where they came one after the other.
    load(SubscriptionMovement, sorted(movements))
    return buyers


def fill_log(entries: int, buyers: list[Buyer], chance: Random, now: datetime) -> None:
    place = Place.of(buyers)
    load(ActivityEntry, write(entries, place, chance, now))
    names = [(buyer.customer.pk, buyer.customer.name) for buyer in buyers]
    remember_names(names, place.people, APPLICATIONS)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
