"""Fills a database with the demo: first what changes rows, all or nothing, then what is beside."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from activitylog.models import ActivityEntry
from activitylog.services import Outcome, ingest
from customers.demo.background.telling import Background
from customers.demo.story.scale import Scale
from customers.demo.story.telling import tell
from customers.demo.world import FIRST_CUSTOMER_AGE, World, first_customer_id
from customers.models import Customer, Product
from portal.plugins import Reading, Record

SOURCE = "demo"


def world_of(seed: int) -> World:
    """The world of this seed: it ends now, or when it ended where it was seeded before."""
    first = Customer.objects.filter(pk=first_customer_id(seed)).first()
    return World(seed, first.created_at + FIRST_CUSTOMER_AGE if first else timezone.now())


def is_seeded(seed: int) -> bool:
    """Whether the customers of this seed are there: they come all at once or not at all."""
    return Customer.objects.filter(pk=first_customer_id(seed)).exists()


def is_in_the_way(world: World) -> bool:
    """Whether domains or products of the demo are somebody's already: the story cannot begin."""
    domains = [tenant.company.domain for tenant in world.tenants]
    skus = [item.sku for item in world.catalog.values()]
    return (
        Customer.objects.filter(domain__in=domains).exists()
        or Product.objects.filter(sku__in=skus).exists()
    )


def make_changes(world: World, entries: int) -> Generator[int, None, None]:
    """Play the part of the story that changes rows, in one transaction; yield how much of it."""
    with transaction.atomic():
        yield from tell(world, Scale.of(entries))


def tell_the_rest(world: World, entries: int) -> Iterator[Outcome]:
    """Ingest what happened beside, batch by batch, until the log holds so many entries."""
    there = ActivityEntry.objects.count()
    goes_on = ActivityEntry.objects.filter(source=SOURCE).exists()
    background = Background(world, max(entries - there, 0), first=there, goes_on=goes_on)
    return ingest(
        _readings(background.records()),
        source=SOURCE,
        recorded_at=lambda record: _recorded_at(record, world.ends_at),
    )


def _readings(records: Iterable[Record]) -> Iterator[Reading]:
    for number, record in enumerate(records, start=1):
        yield Reading(number, b"", record)


def _recorded_at(record: Record, now: datetime) -> datetime:
    """Seconds later; for some only after days, as when a source was out of reach."""
    number = int(record.external_id.rpartition("-")[2])
    late = timedelta(hours=26 + number % 120) if number % 67 == 5 else timedelta()
    return min(record.occurred_at + late + timedelta(seconds=1 + number % 19), now)
