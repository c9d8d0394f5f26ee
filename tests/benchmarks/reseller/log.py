"""Entries of two years: by people in their working hours, and by applications at any time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from random import Random
from typing import TYPE_CHECKING, Any
from uuid import UUID

from activitylog.keys import random_key
from activitylog.models import ActivityEntry
from portal.plugins import action_types

if TYPE_CHECKING:
    from tests.benchmarks.reseller.catalogue import Buyer

DAYS = 2 * 365
ACTIONS = 78
PEOPLE = 50
APPLICATIONS = ("Partner Center", "Shop", "Billing", "Monitoring", "Provisioning")
BY_APPLICATIONS = 0.15
AT_WEEKENDS = 0.15
"""Of what happens on another day."""
WEEKEND = (5, 6)
IN_HOURS = 0.9
FAILED = 0.03
NAMES = [field.attname for field in ActivityEntry._meta.concrete_fields]


@dataclass(frozen=True, slots=True)
class Place:
    """What entries are made of; weights are added up, as `choices` wants them for speed."""

    buyers: list[Buyer]
    buyers_weights: list[float]
    actions: list[str]
    actions_weights: list[float]
    people: list[str]

    @classmethod
    def of(cls, buyers: list[Buyer]) -> Place:
        actions = sorted(action_types.names())[:ACTIONS]
        return cls(
            buyers=buyers,
            buyers_weights=list(accumulate(buyer.people**0.7 for buyer in buyers)),
            actions=actions,
            actions_weights=list(accumulate(1 / rank for rank in range(1, len(actions) + 1))),
            people=[f"user{number}@partner.example" for number in range(PEOPLE)],
        )


def write(number: int, place: Place, chance: Random, now: datetime) -> Iterator[tuple[Any, ...]]:
    """So many rows of entries in the order of time, up to now."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    days = [midnight - timedelta(days=count) for count in range(DAYS, 0, -1)]
    weights = [AT_WEEKENDS if day.weekday() in WEEKEND else 1.0 for day in days]
    numbers = Counter(chance.choices(days, weights, k=number))
    for day in days:
        for at in sorted(_moment(day, chance) for _entry in range(numbers[day])):
            entry = _entry(at, place, chance)
            yield tuple(entry[name] for name in NAMES)


def _moment(day: datetime, chance: Random) -> datetime:
    hour = chance.gauss(11, 2.5) if chance.random() < IN_HOURS else chance.uniform(0, 24)
    return day + timedelta(hours=min(max(hour, 0), 23.999))


def _entry(at: datetime, place: Place, chance: Random) -> dict[str, Any]:
    (buyer,) = chance.choices(place.buyers, cum_weights=place.buyers_weights)
    (action,) = chance.choices(place.actions, cum_weights=place.actions_weights)
    number = chance.randrange(12)
    resource = str(UUID(int=buyer.customer.pk.int ^ number))
    is_machine = chance.random() < BY_APPLICATIONS
    value = f'{{"Id":"{resource}","OfferName":"Büro 365","Quantity":{number},"Status":"active"}}'
    return {
        "id": random_key(at),
        "occurred_at": at,
        "recorded_at": at + timedelta(milliseconds=40),
        "customer_id": buyer.customer.pk,
        "customer_name": buyer.customer.name,
        "partner_user": "" if is_machine else chance.choice(place.people),
        "application": chance.choice(APPLICATIONS) if is_machine else "",
        "action": action,
        "resource_type": "subscription",
        "resource_id": resource,
        "status": "failed" if chance.random() < FAILED else "succeeded",
        "old_value": value,
        "new_value": value,
        "details": f'[{{"key":"SubscriptionName","value":"Büro 365 {number}"}}]',
        "extra": None,
        "source": "portal",
        "external_id": "",
        "correlation_id": str(UUID(int=chance.getrandbits(128), version=4)),
    }
