"""Programs list a customer's subscriptions, all at once, and read one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from customers.models import Customer, Product, Subscription
from customers.states import LineKind
from tests.customers.making import make_product, make_subscription
from tests.customers.operations_table.making import pending, suspended, trial_product, trying
from tests.partnercenter.ordering import make_order
from tests.partnercenter.serving import ask, by_link, page, refusal

NOW = datetime(2026, 3, 4, 5, 6, 7, tzinfo=UTC)
E3 = "CFQ7TTC0LFLX:0001"


def path_of(customer: Customer) -> str:
    return f"/v1/customers/{customer.pk}/subscriptions"


def names(found: dict[str, Any]) -> list[str]:
    return [item["friendlyName"] for item in found["items"]]


@pytest.fixture
def e3(db: None) -> Product:
    return make_product(sku=E3)


def only(client: Client, customer: Customer) -> dict[str, Any]:
    (item,) = page(client, path=path_of(customer))["items"]
    found: dict[str, Any] = item
    return found


def test_a_subscription_is_told_in_the_originals_words(
    reader: Client, acme: Customer, e3: Product
) -> None:
    with time_machine.travel(NOW, tick=False):
        row = make_subscription(
            acme,
            product=e3,
            name="Berlin",
            quantity=25,
            created_at=NOW,
            effective_start_at=NOW,
            commitment_end_at=datetime(2027, 3, 3, 23, 59, 59, tzinfo=UTC),
            cancellation_allowed_until_at=datetime(2026, 3, 11, 5, 6, 7, 123456, tzinfo=UTC),
            refundable=[
                {"quantity": 20, "allowed_until": "2026-03-11T05:06:07Z"},
                {"quantity": 9, "allowed_until": "2026-03-01T05:06:07Z"},
            ],
            version=3,
        )
        made = make_order(row, "6F3A90C1D2E4", partner_on_record="4711")
        found = only(reader, acme)
    beside = f"/customers/{acme.pk}/subscriptions"
    assert found == {
        "id": str(row.pk),
        "offerId": E3,
        "offerName": "Microsoft 365 E3",
        "friendlyName": "Berlin",
        "quantity": 25,
        "unitType": "Licenses",
        "creationDate": "2026-03-04T05:06:07Z",
        "effectiveStartDate": "2026-03-04T05:06:07Z",
        "commitmentEndDate": "2027-03-03T23:59:59Z",
        "commitmentEndDateTime": "2027-03-03T23:59:59Z",
        "cancellationAllowedUntilDate": "2026-03-11T05:06:07.123456Z",
        "status": "active",
        "autoRenewEnabled": True,
        "isTrial": False,
        "billingType": "license",
        "billingCycle": "monthly",
        "termDuration": "P1Y",
        "renewalTermDuration": "P1Y",
        "contractType": "subscription",
        "refundableQuantity": {
            "totalQuantity": 20,
            "details": [{"quantity": 20, "allowedUntilDateTime": "2026-03-11T05:06:07Z"}],
        },
        "scheduledNextTermInstructions": {
            "product": {
                "productId": "CFQ7TTC0LFLX",
                "skuId": "0001",
                "billingCycle": "monthly",
                "termDuration": "P1Y",
            },
            "quantity": 25,
        },
        "orderId": str(made.pk),
        "partnerId": "4711",
        "links": {"self": {"uri": f"{beside}/{row.pk}", "method": "GET", "headers": []}},
        "attributes": {"objectType": "Subscription", "etag": "3"},
    }


def test_what_was_instructed_for_the_next_term_is_told(reader: Client, acme: Customer) -> None:
    make_subscription(acme, renewal_term="P3Y", renewal_billing_cycle="triennial")
    found = only(reader, acme)
    assert (found["termDuration"], found["billingCycle"]) == ("P1Y", "monthly")
    assert found["renewalTermDuration"] == "P3Y"
    product = found["scheduledNextTermInstructions"]["product"]
    assert (product["termDuration"], product["billingCycle"]) == ("P3Y", "triennial")


def test_of_what_ends_with_its_term_nothing_follows(reader: Client, acme: Customer) -> None:
    make_subscription(acme, auto_renew=False)
    assert {"renewalTermDuration", "scheduledNextTermInstructions"}.isdisjoint(only(reader, acme))


def test_a_trial_tells_what_it_becomes(reader: Client, acme: Customer) -> None:
    paid = make_product(sku="CFQ7TTC0LFLX:0099", terms=["P1M"], billing_cycles=["monthly"])
    trying(acme, product=trial_product(converts_to=paid), auto_renew=True)
    found = only(reader, acme)
    assert found["isTrial"]
    assert found["scheduledNextTermInstructions"] == {
        "product": {
            "productId": "CFQ7TTC0LFLX",
            "skuId": "0099",
            "billingCycle": "monthly",
            "termDuration": "P1M",
        },
        "quantity": 25,
    }


def test_what_has_not_begun_has_no_dates_yet(reader: Client, acme: Customer) -> None:
    pending(acme)
    found = only(reader, acme)
    assert found["status"] == "pending"
    assert {"effectiveStartDate", "commitmentEndDate", "orderId"}.isdisjoint(found)


def test_an_add_on_names_what_it_belongs_to(reader: Client, acme: Customer) -> None:
    parent = suspended(acme, name="A base")
    make_subscription(acme, name="B add-on", parent=parent)
    base, add_on = page(reader, path=path_of(acme))["items"]
    assert "parentSubscriptionId" not in base
    assert add_on["parentSubscriptionId"] == str(parent.pk)
    link = add_on["links"]["parentSubscription"]["uri"]
    assert ask(reader, path=f"/v1{link}").json() == base


def test_what_enlarged_it_is_not_the_order_that_it_came_from(
    reader: Client, acme: Customer
) -> None:
    row = make_subscription(acme)
    for number in (1, 3):
        make_order(
            row,
            f"More {number}",
            id=UUID(int=number),
            kind=LineKind.ADD_QUANTITY,
            partner_on_record="two",
        )
    first = make_order(row, "First", id=UUID(int=2), partner_on_record="one")
    found = only(reader, acme)
    assert (found["orderId"], found["partnerId"]) == (str(first.pk), "one")


def test_those_of_other_customers_are_not_among_them(
    reader: Client, acme: Customer, other: Customer
) -> None:
    make_subscription(acme, name="Mine")
    make_subscription(other, name="Theirs")
    assert names(page(reader, path=path_of(acme))) == ["Mine"]


def test_it_narrows_to_an_order_by_its_id_or_number(
    reader: Client, acme: Customer, e3: Product
) -> None:
    one = make_subscription(acme, name="One", product=e3)
    two = make_subscription(acme, name="Two", product=e3)
    made = make_order(one, "6F3A90C1D2E4")
    make_order(two, "ANOTHER")
    make_order(two, "MORE", kind=LineKind.ADD_QUANTITY)
    for asked in (str(made.pk).upper(), "6f3a90c1d2e4"):
        assert names(page(reader, f"order_id={asked}", path_of(acme))) == ["One"]
    assert names(page(reader, "order_id=MORE", path_of(acme))) == ["Two"]
    assert names(page(reader, "order_id=nothing", path_of(acme))) == []


def test_it_narrows_to_a_partner_on_record(reader: Client, acme: Customer, e3: Product) -> None:
    make_order(make_subscription(acme, name="One", product=e3), "1", partner_on_record="4711")
    make_order(make_subscription(acme, name="Two", product=e3), "2", partner_on_record="4712")
    found = page(reader, "mpn_id=4711&offset=0&size=200", path_of(acme))
    assert names(found) == ["One"]
    assert "mpn_id=4711" in found["links"]["self"]["uri"]


def test_who_does_not_page_gets_up_to_2000_and_who_does_gets_all(
    reader: Client, acme: Customer, e3: Product
) -> None:
    row = make_subscription(acme, product=e3, name="0000")
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    del values["id"]
    copies = [Subscription(**values | {"name": f"{number:04}"}) for number in range(1, 2002)]
    Subscription.objects.bulk_create(copies)
    found = page(reader, path=path_of(acme))
    assert found["totalCount"] == 2000
    assert names(by_link(reader, found)) == ["2000", "2001"]


def test_offsets_are_refused(reader: Client, acme: Customer) -> None:
    assert "links.next" in refusal(reader, "offset=500", path_of(acme))


def test_there_are_three_queries_whatever_the_number_of_subscriptions(
    reader: Client, acme: Customer, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 20):
        for number in range(count):
            make_order(make_subscription(acme), f"{count}-{number}", partner_on_record="4711")
        # The token, the customer, and the subscriptions.
        with django_assert_num_queries(3):
            page(reader, path=path_of(acme))


@pytest.mark.parametrize("spelling", [str, str.upper])
def test_one_is_told_as_in_the_list(spelling: Any, reader: Client, acme: Customer) -> None:
    row = make_subscription(acme)
    make_order(row, "1", partner_on_record="4711")
    answer = ask(reader, path=f"{path_of(acme)}/{spelling(str(row.pk))}")
    assert answer.status_code == 200
    assert answer.json() == only(reader, acme)


def test_one_of_another_customer_is_none_of_this_one(
    reader: Client, acme: Customer, other: Customer
) -> None:
    row = make_subscription(other)
    for subscription_id in (row.pk, "x"):
        answer = ask(reader, path=f"{path_of(acme)}/{subscription_id}")
        assert (answer.status_code, answer.json()["code"]) == (404, 20003)
