"""Programs list what a customer ordered, newest first, and read one order."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from customers.models import Customer, OrderLine, Subscription
from partnercenter.customers import orders
from tests.customers.making import make_product, make_subscription
from tests.partnercenter.ordering import make_order
from tests.partnercenter.serving import ask, by_link, page, refusal

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def path_of(customer: Customer) -> str:
    return f"/v1/customers/{customer.pk}/orders"


@pytest.fixture
def subscription(acme: Customer) -> Subscription:
    return make_subscription(acme, product=make_product(sku="CFQ7TTC0LFLX:0001"))


def numbers(found: dict[str, Any]) -> list[str]:
    return [item["alternateId"] for item in found["items"]]


def test_an_order_is_told_in_the_originals_words(
    reader: Client, acme: Customer, subscription: Subscription
) -> None:
    made = make_order(subscription, "6F3A90C1D2E4", created_at=NOON, partner_on_record="4711")
    OrderLine.objects.update(promotion_id="AAA:0001:BBB")
    (item,) = page(reader, path=path_of(acme))["items"]
    assert item == {
        "id": str(made.pk),
        "alternateId": "6F3A90C1D2E4",
        "referenceCustomerId": str(acme.pk),
        "billingCycle": "monthly",
        "transactionType": "UserPurchase",
        "lineItems": [
            {
                "lineItemNumber": 0,
                "offerId": "CFQ7TTC0LFLX:0001",
                "subscriptionId": str(subscription.pk),
                "friendlyName": "Line 0",
                "quantity": 1,
                "termDuration": "P1Y",
                "transactionType": "new",
                "promotionId": "AAA:0001:BBB",
                "partnerIdOnRecord": "4711",
                "links": {
                    "subscription": {
                        "uri": f"/customers/{acme.pk}/subscriptions/{subscription.pk}",
                        "method": "GET",
                        "headers": [],
                    }
                },
            }
        ],
        "currencyCode": "EUR",
        "creationDate": "2026-03-04T12:00:00Z",
        "status": "completed",
        "links": {
            "self": {
                "uri": f"/customers/{acme.pk}/orders/{made.pk}",
                "method": "GET",
                "headers": [],
            }
        },
        "attributes": {"objectType": "Order", "etag": "1"},
    }


def test_lines_stand_as_they_were_ordered(
    reader: Client, acme: Customer, subscription: Subscription
) -> None:
    make_order(subscription, "1", lines=12)
    (item,) = page(reader, path=path_of(acme))["items"]
    assert [line["lineItemNumber"] for line in item["lineItems"]] == list(range(12))


def test_prices_are_told_where_asked_for(
    reader: Client, acme: Customer, subscription: Subscription
) -> None:
    made = make_order(subscription, "1", total_price="385.20")
    for path in (path_of(acme), f"{path_of(acme)}/{made.pk}"):
        found = ask(reader, "include_price=true", path).json()
        (item,) = found.get("items", [found])
        assert item["totalPrice"] == 385.2
        assert item["lineItems"][0]["pricing"] == {"listPrice": 32.1}


def test_the_newest_stands_first_and_links_lead_to_the_others(
    reader: Client, acme: Customer, subscription: Subscription
) -> None:
    for day in range(5):
        make_order(subscription, str(day), created_at=NOON + timedelta(days=day, microseconds=day))
    found = page(reader, "size=2", path_of(acme))
    seen = numbers(found)
    while "next" in found["links"]:
        found = by_link(reader, found)
        seen += numbers(found)
    assert seen == ["4", "3", "2", "1", "0"]


@pytest.mark.parametrize("moment", ["0001-01-01T00:00:00+23:59", "2026-01-01T00:00:00"])
def test_a_token_that_somebody_made_up_is_refused(
    moment: str, reader: Client, acme: Customer
) -> None:
    key = [moment, str(uuid4())]
    token = urlsafe_b64encode(json.dumps([key, key]).encode()).decode().rstrip("=")
    for query in ("", "seekOperation=Previous", "seekOperation=First", "seekOperation=Last"):
        said = refusal(reader, query, path_of(acme), MS_ContinuationToken=token)
        assert said == "MS-ContinuationToken is none of this service."


def test_a_token_of_another_list_is_refused(
    reader: Client, acme: Customer, subscription: Subscription
) -> None:
    for number in range(2):
        make_subscription(acme, product=subscription.product, name=f"{number}")
    token = page(reader, "size=1", f"/v1/customers/{acme.pk}/subscriptions")["continuationToken"]
    said = refusal(reader, "", path_of(acme), MS_ContinuationToken=token)
    assert said == "MS-ContinuationToken is none of this service."


def test_a_page_ends_before_it_has_too_many_lines(
    reader: Client, acme: Customer, subscription: Subscription, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(orders, "MOST_LINES", 5)
    for number, lines in enumerate((3, 2, 1, 9)):
        make_order(subscription, str(number), lines=lines, created_at=NOON - timedelta(days=number))
    first = page(reader, path=path_of(acme))
    assert numbers(first) == ["0", "1"]
    second = by_link(reader, first)
    assert numbers(second) == ["2"]
    third = by_link(reader, second)
    assert numbers(third) == ["3"]
    assert "next" not in third["links"]


@pytest.mark.parametrize("billing", ["Annual", "annual", "2"])
def test_it_narrows_by_billing(
    billing: str, reader: Client, acme: Customer, subscription: Subscription
) -> None:
    make_order(subscription, "1")
    make_order(subscription, "2", billing_cycle="annual")
    assert numbers(page(reader, f"billingType={billing}", path_of(acme))) == ["2"]
    assert numbers(page(reader, "billingType=OneTime", path_of(acme))) == []


def test_it_narrows_by_partner_on_record(
    reader: Client, acme: Customer, subscription: Subscription
) -> None:
    make_order(subscription, "1", partner_on_record="4711")
    make_order(subscription, "2")
    query = "indirect_reseller_id=4711&include_system_purchases=false"
    assert numbers(page(reader, query, path_of(acme))) == ["1"]


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("include_price=perhaps", "true or false"),
        ("billingType=weekly", "monthly, annual"),
        ("price=true", "price"),
    ],
)
def test_what_cannot_be_read_is_told(
    query: str, reason: str, reader: Client, acme: Customer
) -> None:
    assert reason in refusal(reader, query, path_of(acme))


def test_there_are_four_queries_whatever_the_number_of_orders(
    reader: Client,
    acme: Customer,
    subscription: Subscription,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for count in (1, 20):
        for number in range(count):
            make_order(subscription, f"{count}-{number}", lines=3)
        # The token, the customer, the orders, and their lines.
        with django_assert_num_queries(4):
            page(reader, path=path_of(acme))


def test_one_is_told_as_in_the_list(
    reader: Client, acme: Customer, subscription: Subscription
) -> None:
    made = make_order(subscription, "1", lines=2)
    answer = ask(reader, path=f"{path_of(acme)}/{str(made.pk).upper()}")
    assert answer.json() == page(reader, path=path_of(acme))["items"][0]


def test_one_of_another_customer_is_none_of_this_one(
    reader: Client, acme: Customer, other: Customer
) -> None:
    theirs = make_order(make_subscription(other), "1")
    for order_id in (theirs.pk, "x"):
        answer = ask(reader, path=f"{path_of(acme)}/{order_id}")
        assert (answer.status_code, answer.json()["code"]) == (404, 20000)
