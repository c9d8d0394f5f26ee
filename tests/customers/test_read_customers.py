"""The pages of a customer, a product and a subscription: to read, by who may."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.customers.making import make_product, make_subscription

if TYPE_CHECKING:
    from customers.models import Customer
    from portal.models import User

NAMES = ("customer", "product", "subscription")


def of(name: str, page: str, *args: object) -> str:
    return reverse(f"admin:customers_{name}_{page}", args=args)


@pytest.fixture
def rows(acme: Customer) -> dict[str, object]:
    subscription = make_subscription(acme)
    return {
        "customer": acme.pk,
        "product": subscription.product_id,
        "subscription": subscription.pk,
    }


def test_it_shows_a_customer_with_subscriptions(as_bob: Client, acme: Customer):
    acme.address_line = "Hohe Straße 14"
    acme.save()
    make_subscription(acme, name="Büro Köln")

    html = as_bob.get(of("customer", "change", acme.pk)).content.decode()

    assert "Hohe Straße 14" in html
    assert str(acme.pk) in html
    assert "Büro Köln" in html
    assert of("customer", "subscriptions", acme.pk) in html


def test_it_shows_a_customer_without_subscriptions_to_who_may_not_see_them(
    as_bob: Client, bob: User, acme: Customer
):
    bob.user_permissions.remove(bob.user_permissions.get(codename="view_subscription"))
    make_subscription(acme, name="Büro Köln")
    html = as_bob.get(of("customer", "change", acme.pk)).content.decode()
    assert "Büro Köln" not in html
    assert of("customer", "subscriptions", acme.pk) not in html


def test_it_shows_the_first_of_very_many(
    as_bob: Client, acme: Customer, django_assert_max_num_queries: DjangoAssertNumQueries
):
    product = make_product()
    for number in range(30):
        make_subscription(acme, product=product, name=f"Site {number:02}")
    with django_assert_max_num_queries(9):
        html = as_bob.get(of("customer", "change", acme.pk)).content.decode()
    assert "Site 19" in html
    assert "Site 20" not in html


def test_it_shows_a_subscription(as_bob: Client, acme: Customer):
    end = datetime(2027, 4, 14, 23, 59, 59, tzinfo=UTC)
    subscription = make_subscription(acme, commitment_end_at=end)
    html = as_bob.get(of("subscription", "change", subscription.pk)).content.decode()
    assert "14 Apr 2027" in html
    assert of("customer", "subscriptions", acme.pk) in html


@pytest.mark.parametrize("name", ["customer", "subscription"])
def test_its_history_is_the_activity_log(as_bob: Client, rows: dict[str, object], name: str):
    response = as_bob.get(of(name, "history", rows[name]))
    log = reverse("admin:activitylog_activityentry_changelist")
    filter_name = {"customer": "customer", "subscription": "resource_id"}[name]
    assert response["Location"] == f"{log}?{filter_name}={rows[name]}&date_from=&date_to="


@pytest.mark.parametrize("name", NAMES)
def test_nobody_adds_changes_or_deletes(as_alice: Client, rows: dict[str, object], name: str):
    key = rows[name]
    assert as_alice.get(of(name, "add")).status_code == 403
    assert as_alice.post(of(name, "change", key), {"name": "Other"}).status_code == 403
    assert as_alice.post(of(name, "delete", key), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("name", NAMES)
def test_it_is_closed_to_who_may_not_look(as_charlie: Client, rows: dict[str, object], name: str):
    assert as_charlie.get(of(name, "changelist")).status_code == 403
    assert as_charlie.get(of(name, "change", rows[name])).status_code == 403


def test_the_menu_leads_to_customers_and_subscriptions(as_bob: Client, db: None):
    html = as_bob.get(reverse("admin:index")).content.decode()
    assert of("customer", "changelist") in html
    assert of("subscription", "changelist") in html
