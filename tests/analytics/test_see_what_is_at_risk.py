"""Subscriptions that may be lost, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest

from customers.services.licenses import revoke_licenses
from customers.services.subscriptions import set_auto_renew, suspend
from tests.analytics.dealing import acting, assign, ending, report, sold, then
from tests.analytics.reading import berlin, card, figure
from tests.customers.operations_table.making import make_user

if TYPE_CHECKING:
    from customers.models import Customer, CustomerUser, Subscription

pytestmark = pytest.mark.usefixtures("in_berlin")


@pytest.fixture
def staff(acme: Customer) -> list[CustomerUser]:
    long_ago = berlin("2027-01-01 09:00")
    return [make_user(acme, changed_at=long_ago) for _number in range(6)]


def revoke(held: Subscription, users: list[CustomerUser], day: str) -> None:
    revoke_licenses(
        actor=acting(berlin(day)), subscription_id=held.pk, user_ids=[user.pk for user in users]
    )


def reasons(code: str) -> list[str]:
    rows = card(report(), "at_risk").rows
    return [str(cells[-1].value) for cells in rows if cells[-1].key == code]


def test_what_ends_within_60_days_without_renewal_is_at_risk(acme: Customer):
    # 60 days after 15 April is 14 June.
    for day in ("2028-04-14", "2028-04-15", "2028-06-14", "2028-06-15"):
        ending(acme, day, auto_renew=False)
    ending(acme, "2028-05-01")
    then(suspend, ending(acme, "2028-05-02", auto_renew=False), berlin("2028-04-01 09:00"))
    assert figure(report(), "at_risk_ending").value == 2
    assert reasons("ending") == [
        "Renewal is off, ends on 15 Apr 2028",
        "Renewal is off, ends on 14 Jun 2028",
    ]


def test_what_renews_again_is_safe(acme: Customer):
    held = ending(acme, "2028-05-01", auto_renew=False)
    then(set_auto_renew, held, berlin("2028-04-01 09:00"), auto_renew=True)
    assert figure(report(), "at_risk_ending").value == 0


def test_fewer_seats_assigned_than_30_days_ago_is_a_risk(acme: Customer, staff: list[CustomerUser]):
    less, same = sold(acme, berlin("2028-01-10 09:00")), sold(acme, berlin("2028-01-10 09:00"))
    assign(less, staff, berlin("2028-02-01 09:00"))
    assign(same, staff[:2], berlin("2028-02-01 09:00"))
    # Four taken back, one assigned again: three fewer.
    revoke(less, staff[:4], "2028-04-01 09:00")
    assign(less, staff[:1], berlin("2028-04-02 09:00"))
    # One taken back, one assigned: as many as before.
    revoke(same, staff[:1], "2028-04-01 09:00")
    assign(same, staff[:1], berlin("2028-04-02 09:00"))
    assert figure(report(), "at_risk_usage").value == 1
    assert reasons("usage") == ["3 seats fewer assigned than 30 days ago"]


def test_what_lost_most_comes_first(acme: Customer, staff: list[CustomerUser]):
    held = [sold(acme, berlin("2028-01-10 09:00")) for _number in range(3)]
    for each in held:
        assign(each, staff, berlin("2028-02-01 09:00"))
    for each, lost in zip(held, (1, 3, 2), strict=True):
        revoke(each, staff[:lost], "2028-04-01 09:00")
    assert [reason[0] for reason in reasons("usage")] == ["3", "2", "1"]


def test_what_changed_before_those_30_days_is_no_news(acme: Customer, staff: list[CustomerUser]):
    before, within = sold(acme, berlin("2028-01-10 09:00")), sold(acme, berlin("2028-01-10 09:00"))
    for held in (before, within):
        assign(held, staff, berlin("2028-02-01 09:00"))
    # The 30th day before 15 April is 16 March.
    revoke(before, staff[:2], "2028-03-15 23:59:59")
    revoke(within, staff[:1], "2028-03-16 00:00")
    assert reasons("usage") == ["1 seat fewer assigned than 30 days ago"]


def test_what_is_suspended_is_not_at_risk_but_lost(acme: Customer, staff: list[CustomerUser]):
    held = sold(acme, berlin("2028-01-10 09:00"))
    assign(held, staff, berlin("2028-02-01 09:00"))
    revoke(held, staff[:3], "2028-04-01 09:00")
    then(suspend, held, berlin("2028-04-02 09:00"))
    assert figure(report(), "at_risk_usage").value == 0
    assert reasons("usage") == []


def test_the_table_has_the_first_ten_of_each_and_says_of_how_many(acme: Customer):
    for day in range(1, 13):
        ending(acme, f"2028-05-{day:02}", auto_renew=False)
    found = card(report(), "at_risk")
    assert len(found.rows) == 10
    assert found.note == (
        "The first 10 of 12 that end, the first 0 of 0 that are used less, in the CSV file too; "
        "the whole list: View details, Export"
    )
    assert found.more
    assert parse_qs(urlsplit(found.more[1]).query) == {"at_risk": ["ending", "usage"]}
