"""Programs read how many licenses of each product a customer has, uses, and has left."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.customers.making import make_product, make_subscription
from tests.customers.operations_table.making import expired, pending, running, suspended
from tests.partnercenter.serving import by_link, page, refusal

if TYPE_CHECKING:
    from customers.models import Customer, Product


def path_of(customer: Customer) -> str:
    return f"/v1/customers/{customer.pk}/subscribedskus"


@pytest.fixture
def e3(db: None) -> Product:
    return make_product(name="Microsoft 365 E3", sku="CFQ7TTC0LFLX:0001")


def units(item: dict[str, Any]) -> dict[str, int]:
    return {name.removesuffix("Units"): n for name, n in item.items() if name.endswith("Units")}


def test_all_subscriptions_to_a_product_count_together(
    reader: Client, acme: Customer, e3: Product
) -> None:
    running(acme, product=e3, quantity=25, assigned_quantity=20)
    running(acme, product=e3, quantity=10, assigned_quantity=1)
    expired(acme, product=e3, quantity=5, assigned_quantity=2)
    suspended(acme, product=e3, quantity=7, assigned_quantity=7)
    make_subscription(acme, product=e3, status="disabled", quantity=3)
    make_subscription(acme, product=e3, status="deleted", quantity=100)
    pending(acme, product=e3, quantity=100)
    (item,) = page(reader, path=path_of(acme))["items"]
    assert item == {
        "activeUnits": 35,
        "warningUnits": 5,
        "suspendedUnits": 10,
        "consumedUnits": 23,
        "totalUnits": 40,
        "availableUnits": 17,
        "capabilityStatus": "Enabled",
        "productSku": {
            "id": str(e3.pk),
            "name": "Microsoft 365 E3",
            "skuPartNumber": "CFQ7TTC0LFLX:0001",
            "targetType": "User",
            "licenseGroupId": "group1",
        },
        "servicePlans": [],
        "attributes": {"objectType": "SubscribedSku"},
    }


def test_it_is_told_whether_they_can_be_used(reader: Client, acme: Customer) -> None:
    expired(acme, product=make_product(name="A"), quantity=5)
    suspended(acme, product=make_product(name="B"), quantity=5)
    statuses = [item["capabilityStatus"] for item in page(reader, path=path_of(acme))["items"]]
    assert statuses == ["Warning", "Suspended"]


def test_what_is_over_or_has_not_begun_is_not_listed(reader: Client, acme: Customer) -> None:
    make_subscription(acme, status="deleted")
    pending(acme)
    assert page(reader, path=path_of(acme))["items"] == []


def test_those_of_other_customers_do_not_count(
    reader: Client, acme: Customer, other: Customer, e3: Product
) -> None:
    running(acme, product=e3, quantity=10)
    running(other, product=e3, quantity=90)
    (item,) = page(reader, path=path_of(acme))["items"]
    assert units(item)["active"] == 10


def test_products_stand_by_name_and_links_lead_to_the_others(
    reader: Client, acme: Customer
) -> None:
    for name in ("Visio", "copilot", "E3"):
        make_subscription(acme, product=make_product(name=name))
    first = page(reader, "size=2", path_of(acme))
    items = first["items"] + by_link(reader, first)["items"]
    assert [item["productSku"]["name"] for item in items] == ["copilot", "E3", "Visio"]


@pytest.mark.parametrize(
    ("groups", "count"), [("Group1", 1), ("group2,Group1", 1), ("Group2", 0), ("group2,group3", 0)]
)
def test_all_licenses_are_of_the_first_group(
    groups: str, count: int, reader: Client, acme: Customer
) -> None:
    make_subscription(acme)
    found = page(reader, f"licenseGroupIds={groups}", path_of(acme))
    assert found["totalCount"] == count


def test_another_group_is_refused(reader: Client, acme: Customer) -> None:
    assert "group9" in refusal(reader, "licenseGroupIds=group9", path_of(acme))


def test_there_are_three_queries_whatever_the_number_of_products(
    reader: Client, acme: Customer, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 20):
        for _number in range(count):
            make_subscription(acme)
        # The token, the customer, and the products.
        with django_assert_num_queries(3):
            page(reader, path=path_of(acme))
