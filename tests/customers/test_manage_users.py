"""The users of customers: listed, shown, created, changed, deleted, restored."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from activitylog.models import ActivityEntry
from customers.models import Customer, CustomerUser
from tests.customers.addresses import url
from tests.customers.making import make_subscription
from tests.customers.operations_table.making import license_to, make_user


def tab(customer: Customer, page: str = "users") -> str:
    return reverse(f"admin:customers_customer_{page}", args=[customer.pk])


def send(client: Client, user: CustomerUser, page: str, **values: Any) -> Any:
    return client.post(url(user, page), {"version": user.version} | values)


def deleted(customer: Customer, days_ago: int, **values: Any) -> CustomerUser:
    gone = timezone.now() - timedelta(days=days_ago)
    return make_user(customer, state="inactive", soft_deleted_at=gone, **values)


def found(client: Client, address: str, **filters: Any) -> list[str]:
    rows = client.get(address, filters).context["cl"].result_list
    return [row.display_name for row in rows]


def recorded() -> list[tuple[str, str]]:
    return list(ActivityEntry.objects.order_by("id").values_list("action", "status"))


# Reading.


def test_the_list_finds_users_by_name_state_and_licenses(as_alice: Client, acme: Customer):
    address = reverse("admin:customers_customeruser_changelist")
    with_license = make_user(acme, display_name="Özlem")
    license_to(with_license, make_subscription(acme))
    make_user(Customer.objects.create(name="Other"), display_name="Boris")
    deleted(acme, 3, display_name="Carla")
    assert found(as_alice, address) == ["Boris", "Carla", "Özlem"]
    assert found(as_alice, address, q="ÖZL") == ["Özlem"]
    assert found(as_alice, address, q=with_license.user_principal_name) == ["Özlem"]
    assert found(as_alice, address, state="inactive") == ["Carla"]
    assert found(as_alice, address, licenses="with") == ["Özlem"]
    assert found(as_alice, address, licenses="without") == ["Boris", "Carla"]
    assert found(as_alice, address, licenses=["with", "without"]) == ["Boris", "Carla", "Özlem"]
    assert found(as_alice, address, licenses="nonsense") == []
    assert found(as_alice, address, customer=str(acme.pk)) == ["Carla", "Özlem"]


def test_the_tab_lists_the_users_of_the_customer_with_their_licenses(
    as_alice: Client, acme: Customer, anna: CustomerUser
):
    license_to(anna, make_subscription(acme, name="Büro Köln"))
    make_user(Customer.objects.create(name="Other"), display_name="Boris")
    html = as_alice.get(tab(acme)).content.decode()
    assert "Anna Schneider" in html
    assert '<span class="tag">Büro Köln</span>' in html
    assert "Boris" not in html


def test_many_licenses_are_counted_rather_than_named(
    as_alice: Client, acme: Customer, anna: CustomerUser
):
    for number in range(6):
        license_to(anna, make_subscription(acme, name=f"Plan {number}"))
    html = as_alice.get(tab(acme)).content.decode()
    assert '<span class="tag" title="Plan 4, Plan 5">+2</span>' in html


def test_the_deleted_are_there_for_as_long_as_they_can_come_back(as_alice: Client, acme: Customer):
    deleted(acme, 3)
    assert "restorable until" in as_alice.get(tab(acme)).content.decode()


def test_who_was_deleted_long_ago_stays_so(as_alice: Client, acme: Customer):
    user = deleted(acme, 31)
    assert "can no longer be restored" in as_alice.get(tab(acme)).content.decode()
    assert url(user, "restore") not in as_alice.get(url(user)).content.decode()
    assert "for 30 days only" in as_alice.get(url(user, "restore")).content.decode()


def test_the_tab_exports_its_customers_users(as_alice: Client, acme: Customer, anna: CustomerUser):
    make_user(Customer.objects.create(name="Other"), display_name="Boris")
    text = b"".join(as_alice.get(tab(acme, "users_export"))).decode()
    assert "Anna Schneider" in text
    assert "Boris" not in text


def test_the_lists_read_no_more_for_many(
    as_alice: Client, acme: Customer, django_assert_max_num_queries: DjangoAssertNumQueries
):
    subscription = make_subscription(acme, quantity=100)
    for _ in range(30):
        license_to(make_user(acme), subscription)
    with django_assert_max_num_queries(6):
        as_alice.get(reverse("admin:customers_customeruser_changelist"))
    with django_assert_max_num_queries(12):
        as_alice.get(tab(acme))


def test_a_page_shows_a_user(as_alice: Client, acme: Customer, anna: CustomerUser):
    license_to(anna, make_subscription(acme, name="Büro Köln"))
    send(as_alice, anna, "rename", user_principal_name="anna@mueller-soehne.example")
    html = as_alice.get(url(anna)).content.decode()
    assert "Büro Köln" in html
    assert "anna@mueller-soehne.example" in html
    assert tab(acme) in html
    assert [item.label for item in as_alice.get(url(anna)).context["happenings"]]
    for page in ("edit", "rename", "remove", "licenses"):
        assert url(anna, page) in html


def test_they_are_closed_to_who_may_not_look(as_bob: Client, anna: CustomerUser):
    assert as_bob.get(url(anna)).status_code == 403
    assert as_bob.get(tab(anna.customer)).status_code == 403


# Changing.


def test_a_user_is_created(as_alice: Client, acme: Customer):
    values = {
        "user_principal_name": "boris@mueller-soehne.example",
        "first_name": "Boris",
        "last_name": "Weber",
        "usage_location": "DE",
    }
    answer = as_alice.post(tab(acme, "add_user"), values)
    user = CustomerUser.objects.get()
    assert answer["Location"] == url(user)
    assert (user.display_name, user.customer) == ("Boris Weber", acme)
    assert recorded() == [("create_customer_user", "succeeded")]


def test_a_name_that_is_taken_is_refused_beside_the_field(
    as_alice: Client, acme: Customer, anna: CustomerUser
):
    values = {"user_principal_name": anna.user_principal_name.upper(), "display_name": "Anna"}
    answer = as_alice.post(tab(acme, "add_user"), values)
    assert "user_principal_name" in answer.context["form"].errors
    assert recorded() == [("create_customer_user", "failed")]


def test_a_user_is_changed(as_alice: Client, anna: CustomerUser):
    values = {"display_name": "Anna Özdemir", "first_name": "Anna", "usage_location": "DE"}
    answer = send(as_alice, anna, "edit", **values)
    assert answer["Location"] == url(anna)
    anna.refresh_from_db()
    assert anna.display_name == "Anna Özdemir"
    assert recorded() == [("update_customer_user", "succeeded")]


def test_a_user_gets_another_principal_name(as_alice: Client, anna: CustomerUser):
    send(as_alice, anna, "rename", user_principal_name="a.s@mueller-soehne.example")
    anna.refresh_from_db()
    assert anna.user_principal_name == "a.s@mueller-soehne.example"
    assert recorded() == [("update_customer_user_principal_name", "succeeded")]


def test_deleting_says_what_goes_and_takes_the_licenses_back(
    as_alice: Client, acme: Customer, anna: CustomerUser
):
    subscription = make_subscription(acme, name="Büro Köln")
    license_to(anna, subscription)
    html = as_alice.get(url(anna, "remove")).content.decode()
    assert "1 license is taken back: Büro Köln." in html
    assert "For 30 days the user can be restored" in html

    send(as_alice, anna, "remove")

    anna.refresh_from_db()
    subscription.refresh_from_db()
    assert (anna.state, subscription.assigned_quantity) == ("inactive", 0)
    assert recorded() == [("delete_customer_user", "succeeded")]


def test_a_deleted_user_is_restored(as_alice: Client, acme: Customer):
    user = deleted(acme, 3)
    assert url(user, "restore") in as_alice.get(url(user)).content.decode()
    send(as_alice, user, "restore")
    user.refresh_from_db()
    assert user.state == "active"
    assert recorded() == [("restore_customer_user", "succeeded")]


@pytest.mark.parametrize("page", ["edit", "rename", "licenses"])
def test_a_deleted_user_is_not_changed(as_alice: Client, acme: Customer, page: str):
    user = deleted(acme, 3)
    assert "Restore the user first." in as_alice.get(url(user, page)).content.decode()
