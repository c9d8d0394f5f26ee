"""What the demo tells is as real partners' logs are, and holds together."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

import pytest

from customers.demo.rhythm import DAYS
from customers.demo.story import Story
from customers.demo.world import World
from portal.demo import DEMO_DOMAIN

if TYPE_CHECKING:
    from portal.plugins import Record

NOW = datetime(2026, 11, 22, 17, 40, tzinfo=UTC)


@cache
def told(seed: int = 1, count: int = 2000) -> tuple[World, list[Record]]:
    world = World(seed, NOW)
    return world, list(Story(world, count).records())


def records() -> list[Record]:
    return told()[1]


def value(text: str | None) -> Any:
    return json.loads(text or "null")


def named(action: str) -> Iterator[Record]:
    return (record for record in records() if record.action == action)


def test_it_tells_exactly_so_many():
    assert len(records()) == 2000
    assert len({record.external_id for record in records()}) == 2000


def test_it_tells_the_same_for_the_same_seed():
    again = list(Story(World(1, NOW), 2000).records())
    assert again == records()


def test_it_tells_something_else_for_another_seed():
    assert told(seed=2)[1] != records()


@pytest.mark.parametrize("count", [7, 60, 2000])
def test_it_ends_in_the_last_hours_however_short(count: int):
    last = told(count=count)[1][-1]
    assert NOW - timedelta(hours=5) < last.occurred_at < NOW


def test_it_tells_eighteen_months_in_order():
    moments = [record.occurred_at for record in records()]
    assert moments == sorted(moments)
    assert len(set(moments)) == len(moments)
    assert timedelta(days=DAYS - 7) < moments[-1] - moments[0] < timedelta(days=DAYS + 1)


def test_weekends_and_nights_are_quiet_and_business_grows():
    weekend = sum(record.occurred_at.weekday() > 4 for record in records())
    working = sum(6 <= record.occurred_at.hour < 18 for record in records())
    earlier = sum(record.occurred_at < NOW - timedelta(days=DAYS / 2) for record in records())
    assert weekend < 200
    assert working > 1700
    assert earlier < 850


def test_a_few_things_fail_or_are_under_way():
    statuses = Counter(record.status for record in records())
    assert 30 < statuses["failed"] < 100
    assert statuses["progress"]
    assert set(statuses) <= {"succeeded", "failed", "progress", "decline"}


def test_staff_applications_and_customers_act():
    actors = Counter(
        record.partner_user.rpartition("@")[2] == DEMO_DOMAIN if record.partner_user else None
        for record in records()
    )
    assert actors[True] > 1500
    assert actors[False] > 20
    assert actors[None] > 60
    assert all(record.partner_user or record.application for record in records())


def test_some_things_concern_no_customer():
    actions = {record.action for record in records() if record.customer_id is None}
    assert {"add_customer", "create_partner_user", "create_referral"} <= actions


def test_things_that_belong_together_share_a_correlation_id():
    sizes = Counter(Counter(record.correlation_id for record in records()).values())
    assert sum(count for size, count in sizes.items() if size > 1) > 100


def test_some_orders_have_hundreds_of_lines():
    lines = [len(value(record.new_value)["LineItems"]) for record in named("create_order")]
    assert sum(200 <= count <= 350 for count in lines) > 2


def test_values_are_named_as_partner_center_names_them():
    order = next(named("create_order"))
    assert list(value(order.new_value))[:3] == ["Id", "AlternateId", "ReferenceCustomerId"]
    keys = [item["key"] for item in value(order.details)]
    assert keys[:4] == ["OrderId", "AlternateId", "BillingCycle", "OfferId-0"]
    assert value(order.details)[0]["value"] == order.resource_id


def test_letters_are_written_as_they_are():
    assert any("ü" in (record.new_value or "") for record in records())
    assert not any("\\u00" in (record.new_value or "") for record in records())


def test_what_was_updated_differs_from_before():
    updates = [
        record
        for record in records()
        if record.action.startswith("update_") and record.action != "update_customer_user_licenses"
    ]
    assert len(updates) > 300
    for record in updates:
        old, new = value(record.old_value), value(record.new_value)
        assert old.keys() == new.keys()
        assert old != new


def test_a_subscription_changes_from_what_it_was():
    """Each change begins where the last one that succeeded ended."""
    quantities: dict[str, int] = {}
    for record in records():
        if record.action == "update_subscription":
            old, new = value(record.old_value), value(record.new_value)
            known = quantities.get(old["Id"], old["Quantity"])
            assert old["Quantity"] == known
            if record.status == "succeeded":
                quantities[old["Id"]] = new["Quantity"]
        elif record.action == "create_order" and record.status == "succeeded":
            for line in value(record.new_value)["LineItems"]:
                if line["SubscriptionId"] in quantities:
                    quantities[line["SubscriptionId"]] += line["Quantity"]


def test_the_story_ends_with_what_the_subscriptions_are():
    world, _records = told()
    held = {item.id: item for tenant in world.tenants for item in tenant.holdings}
    last = {
        record.resource_id: value(record.new_value)
        for record in named("update_subscription")
        if record.status == "succeeded"
    }
    assert len(last) > 100
    for key, new in last.items():
        assert held[key].status == new["Status"]


def test_subscriptions_are_in_every_state():
    world, _records = told()
    statuses = Counter(item.status for tenant in world.tenants for item in tenant.holdings)
    assert set(statuses) == {"active", "suspended", "expired", "disabled", "deleted", "pending"}
    assert statuses["active"] > statuses.total() * 0.7


def test_no_password_is_ever_told():
    for record in records():
        for text in (record.old_value, record.new_value):
            assert '"Password":"' not in (text or "").replace('"Password":""', "")


def test_customers_are_of_many_countries_and_spellings():
    companies = [tenant.company for tenant in World(1, NOW).tenants]
    assert len(companies) == 120
    assert len({company.country for company in companies}) >= 10
    names = " ".join(company.name for company in companies)
    assert all(sign in names for sign in 'äöüßéçøłŽ&"')
    assert max(len(company.name) for company in companies) > 80
