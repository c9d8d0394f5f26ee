"""Programs list the users of a customer, also deleted ones, and the licenses of one."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from customers.models import Customer, CustomerUser
from tests.customers.making import make_product, make_subscription
from tests.customers.operations_table.making import license_to, make_user, suspended
from tests.partnercenter.serving import ask, by_link, page, refusal


def path_of(customer: Customer) -> str:
    return f"/v1/customers/{customer.pk}/users"


def names(found: dict[str, Any]) -> list[str]:
    return [item["displayName"] for item in found["items"]]


def inactive(value: str = "Inactive") -> str:
    return f'filter={{"Field":"UserState","Value":"{value}","Operator":"equals"}}'


@pytest.fixture
def three_users(acme: Customer) -> list[CustomerUser]:
    return [make_user(acme, display_name=name) for name in ("Carl", "anna", "Bea")]


@pytest.fixture
def gone(acme: Customer) -> CustomerUser:
    return make_user(acme, display_name="Dora", state="inactive", soft_deleted_at=timezone.now())


def test_a_user_is_told_in_the_originals_words(reader: Client, acme: Customer) -> None:
    user = make_user(
        acme,
        user_principal_name="anna@mueller-soehne.example",
        first_name="Anna",
        last_name="Arndt",
        display_name="Anna Arndt",
        phone_number="+49 30 1",
    )
    (item,) = page(reader, path=path_of(acme))["items"]
    assert item == {
        "id": str(user.pk),
        "userPrincipalName": "anna@mueller-soehne.example",
        "firstName": "Anna",
        "lastName": "Arndt",
        "displayName": "Anna Arndt",
        "usageLocation": "DE",
        "phoneNumber": "+49 30 1",
        "state": "active",
        "links": {
            "self": {
                "uri": f"/customers/{acme.pk}/users/{user.pk}",
                "method": "GET",
                "headers": [],
            }
        },
        "attributes": {"objectType": "CustomerUser", "etag": "1"},
    }


@pytest.mark.usefixtures("three_users", "gone")
def test_they_stand_by_name_without_those_who_are_deleted(reader: Client, acme: Customer) -> None:
    assert names(page(reader, path=path_of(acme))) == ["anna", "Bea", "Carl"]
    assert names(page(reader, inactive("active"), path_of(acme))) == ["anna", "Bea", "Carl"]


@pytest.mark.usefixtures("three_users")
def test_those_who_are_deleted_are_listed_where_asked_for(
    reader: Client, acme: Customer, gone: CustomerUser
) -> None:
    (item,) = page(reader, inactive(), path_of(acme))["items"]
    assert (item["displayName"], item["state"]) == ("Dora", "inactive")
    assert gone.soft_deleted_at
    told = gone.soft_deleted_at.isoformat().replace("+00:00", "Z")
    assert item["softDeletionTime"] == told


@pytest.mark.usefixtures("three_users")
@pytest.mark.parametrize(
    "sorting",
    [
        "sortOption.sortField=DisplayName&sortOption.sortDirection=descending",
        "sortDirection=Desc",
    ],
)
def test_they_stand_from_the_last_name_on_where_asked_for(
    sorting: str, reader: Client, acme: Customer
) -> None:
    first = page(reader, f"size=2&{sorting}", path_of(acme))
    assert names(first) == ["Carl", "Bea"]
    assert names(by_link(reader, first)) == ["anna"]


@pytest.mark.usefixtures("three_users")
def test_links_keep_the_filter(reader: Client, acme: Customer) -> None:
    for user in CustomerUser.objects.all():
        CustomerUser.objects.filter(pk=user.pk).update(
            state="inactive", soft_deleted_at=timezone.now()
        )
    first = page(reader, f"size=2&seekOperation=Next&{inactive()}", path_of(acme))
    assert names(by_link(reader, first)) == ["Carl"]


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        (inactive("gone"), "Active or Inactive"),
        ('filter={"Field":"Name","Value":"a","Operator":"equals"}', "UserState"),
        ('filter={"Field":"UserState","Value":"Inactive","Operator":"substring"}', "equals"),
        ("sortField=Birthday", "DisplayName"),
        ("sortDirection=sideways", "Ascending or Descending"),
    ],
)
def test_what_cannot_be_read_is_told(
    query: str, reason: str, reader: Client, acme: Customer
) -> None:
    assert reason in refusal(reader, query, path_of(acme))


def test_one_is_told_as_in_the_list_also_when_deleted(
    reader: Client, acme: Customer, gone: CustomerUser
) -> None:
    answer = ask(reader, path=f"{path_of(acme)}/{str(gone.pk).upper()}")
    assert answer.json() == page(reader, inactive(), path_of(acme))["items"][0]


@pytest.mark.parametrize("below", ["", "/licenses"])
def test_one_of_another_customer_is_none_of_this_one(
    below: str, reader: Client, acme: Customer, other: Customer
) -> None:
    user = make_user(other)
    for user_id in (user.pk, "x"):
        answer = ask(reader, path=f"{path_of(acme)}/{user_id}{below}")
        assert (answer.status_code, answer.json()["code"]) == (404, 60002)


def test_there_are_three_queries_whatever_the_number_of_users(
    reader: Client, acme: Customer, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for count in (1, 20):
        for _number in range(count):
            make_user(acme)
        # The token, the customer, and the users.
        with django_assert_num_queries(3):
            page(reader, path=path_of(acme))


def test_licenses_are_told_once_for_each_product(reader: Client, acme: Customer) -> None:
    user = make_user(acme)
    e3, visio = make_product(name="E3", sku="E:3"), make_product(name="Visio", sku="V:1")
    for row in (
        make_subscription(acme, product=e3),
        make_subscription(acme, product=e3),
        suspended(acme, product=visio),
        make_subscription(acme, product=make_product(name="Over"), status="deleted"),
    ):
        license_to(user, row)
    make_subscription(acme, product=make_product(name="Not hers"))
    found = page(reader, path=f"{path_of(acme)}/{user.pk}/licenses")
    assert found["items"][0] == {
        "productSku": {
            "id": str(e3.pk),
            "name": "E3",
            "skuPartNumber": "E:3",
            "targetType": "User",
            "licenseGroupId": "group1",
        },
        "servicePlans": [],
        "attributes": {"objectType": "License"},
    }
    assert [item["productSku"]["name"] for item in found["items"]] == ["E3", "Visio"]
