"""What is listed over all pages, exported, and found by reading every entry is the same."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import cycle
from typing import TYPE_CHECKING, Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from activitylog.models import ActivityEntry
from tests.activitylog.log import export, listed, record, rows_of, take

if TYPE_CHECKING:
    from django.test import Client

    from portal.models import User

BERLIN = ZoneInfo("Europe/Berlin")
ACME, BETA = UUID(int=0xACE), UUID(int=0xBE7A)
REQUEST = "2D7F2A5C-6D8D-4A2A-8F0B-5C1A5F1E9B11"

# Around both changes of the clock, and days, months and years before and after.
MOMENTS = [
    datetime(*day, hour, 30, tzinfo=BERLIN, fold=fold)
    for day in ((2026, 3, 28), (2026, 3, 29), (2026, 3, 30), (2026, 10, 24), (2026, 10, 25))
    for hour in (0, 1, 2, 3, 12, 22, 23)
    for fold in (0, 1)
] + [datetime(2026, 3, 1, tzinfo=BERLIN) + timedelta(hours=9 * n) for n in range(170)]
CUSTOMERS = [
    (ACME, "Müller & Söhne"),
    (BETA, '=Beta; "Ltd"'),
    (None, "müller ohne Nummer"),
    (None, ""),
]
ACTORS = [
    ("petra@nordcloud.example", "Portal"),
    ("", "Renewal robot"),
    ("jonas@nordcloud.example", ""),
]
ACTIONS = ["create_order", "update_order", "delete_customer_user", "never_heard_of"]
STATUSES = ["succeeded", "failed", "progress", "succeeded", ""]

COMBINATIONS: list[dict[str, Any]] = [
    {},
    {"date_from": "2026-03-29", "date_to": "2026-03-29"},
    {"date_from": "2026-10-25", "date_to": "2026-10-25"},
    {"date_from": "2026-03-28", "date_to": "2026-03-30"},
    {"date_from": "2026-03-30"},
    {"date_to": "2026-03-28"},
    {"date_from": "2026-10-24", "date_to": "2026-10-25", "status": ["succeeded"]},
    {"date_from": "2026-03-29", "date_to": "2026-03-29", "partner_user": "petra"},
    {"date_from": "2030-01-01"},
    {"customer": str(ACME)},
    {"customer_name": "MÜLLER"},
    {"customer_name": "Müller", "customer": str(BETA)},
    {"customer_name": "=beta"},
    {"action": ["create_order"]},
    {"action": ["create_order", "never_heard_of"]},
    {"action": ["update_order"], "status": ["failed", "progress"]},
    {"status": ["failed"], "customer_name": "müller"},
    {"partner_user": "robot"},
    {"partner_user": "NORDCLOUD", "date_from": "2026-04-01", "date_to": "2026-04-30"},
    {"partner_user": "portal"},
    {"partner_user": '"Petra@nordcloud.example"'},
    {"resource_type": ["order", "customer_user"]},
    {"resource_id": "order-3"},
    {"correlation_id": REQUEST.lower()},
    {"correlation_id": REQUEST, "action": ["delete_customer_user"]},
    {"q": "müller"},
    {"q": "order-7"},
    {"q": REQUEST, "status": ["succeeded"], "date_to": "2026-03-31"},
    {"q": "robot", "customer": str(ACME), "date_from": "2026-03-02", "date_to": "2026-12-31"},
]


@pytest.fixture
def history(alice: User) -> list[ActivityEntry]:
    alice.time_zone = "Europe/Berlin"
    alice.save()
    rows = zip(
        MOMENTS, cycle(CUSTOMERS), cycle(ACTORS), cycle(ACTIONS), cycle(STATUSES), strict=False
    )
    take(
        *(
            record(
                occurred_at=moment,
                external_id=str(number),
                customer_id=customer[0],
                customer_name=customer[1],
                partner_user=actor[0],
                application=actor[1],
                action=action,
                status=status,
                resource_type=("order", "customer_user", "license")[number % 3],
                resource_id=f"order-{number % 13}",
                correlation_id=REQUEST if number % 17 == 0 else "",
            )
            for number, (moment, customer, actor, action, status) in enumerate(rows)
        )
    )
    return sorted(ActivityEntry.objects.all(), key=lambda entry: entry.id, reverse=True)


def matches(entry: ActivityEntry, given: dict[str, Any]) -> bool:
    """Every filter once more, said as plainly as it can be."""
    day = entry.occurred_at.astimezone(BERLIN).date().isoformat()
    actor = entry.partner_user or entry.application
    ids = {entry.resource_id.lower(), entry.correlation_id.lower()}
    name = entry.customer_name.casefold()
    rules = {
        "date_from": lambda value: day >= value,
        "date_to": lambda value: day <= value,
        "customer": lambda value: str(entry.customer_id) == value,
        "customer_name": lambda value: value.casefold() in name,
        "action": lambda values: entry.action in values,
        "status": lambda values: entry.status in values,
        "resource_type": lambda values: entry.resource_type in values,
        "partner_user": lambda value: (
            value.strip('"').casefold() == actor.casefold()
            if value.startswith('"')
            else value.casefold() in actor.casefold()
        ),
        "resource_id": lambda value: entry.resource_id == value,
        "correlation_id": lambda value: entry.correlation_id.lower() == value.lower(),
        "q": lambda value: (
            value.casefold() in name or value.casefold() in actor.casefold() or value.lower() in ids
        ),
    }
    return all(rules[name](value) for name, value in given.items())


@pytest.mark.parametrize("given", COMBINATIONS, ids=str)
def test_they_agree(as_alice: Client, history: list[ActivityEntry], given: dict[str, Any]) -> None:
    expected = [str(entry.id) for entry in history if matches(entry, given)]
    assert listed(as_alice, {"date_from": "", "date_to": ""} | given) == expected
    assert [row["Entry ID"] for row in rows_of(export(as_alice, given))] == expected


def test_the_combinations_tell_something(history: list[ActivityEntry]) -> None:
    sizes = [sum(matches(entry, given) for entry in history) for given in COMBINATIONS]
    assert len(COMBINATIONS) >= 20
    assert sizes.count(0) <= 3
    assert len(set(sizes)) > 15
