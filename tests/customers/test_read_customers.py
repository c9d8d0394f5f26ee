"""The page of a customer, and of a product and a subscription: to read, by who may."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from activitylog.models import ActivityEntry
from tests.customers.making import make_product, make_subscription

if TYPE_CHECKING:
    from customers.models import Customer
    from portal.models import User
    from tests.conftest import MakeEntry

NAMES = ("customer", "product", "subscription")


def of(name: str, page: str, *args: object) -> str:
    return reverse(f"admin:customers_{name}_{page}", args=args)


def page_of(client: Client, customer: Customer) -> str:
    return client.get(of("customer", "change", customer.pk)).content.decode()


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
    acme.registration_number = "HRB 4711"
    acme.contact_first_name = "Jürgen"
    acme.save()
    make_subscription(acme, name="Büro Köln")

    html = page_of(as_bob, acme)

    assert "Hohe Straße 14" in html
    assert "HRB 4711" in html
    assert "Jürgen" in html
    assert f'data-copy="{acme.pk}"' in html
    assert "Büro Köln" in html
    assert of("customer", "subscriptions", acme.pk) in html


def test_it_counts_what_runs(as_bob: Client, acme: Customer):
    soon = timezone.now() + timedelta(days=20)
    running: dict[str, Any] = {"quantity": 10, "assigned_quantity": 4, "unit_price": Decimal("2.5")}
    make_subscription(acme, commitment_end_at=soon, **running)
    make_subscription(acme, commitment_end_at=soon, auto_renew=False, **running)
    make_subscription(acme, is_trial=True, **running)
    make_subscription(acme, status="suspended", commitment_end_at=soon, **running)

    figures = as_bob.get(of("customer", "change", acme.pk)).context["figures"]

    assert (figures.active, figures.assigned, figures.seats) == (3, 12, 30)
    assert figures.renewing == 1
    assert figures.monthly == ["50.00 EUR"]


def test_it_counts_each_currency_by_itself(as_bob: Client, acme: Customer):
    make_subscription(acme, quantity=10, unit_price=1, currency="CHF")
    make_subscription(acme, quantity=10, unit_price=2)
    figures = as_bob.get(of("customer", "change", acme.pk)).context["figures"]
    assert figures.monthly == ["10.00 CHF", "20.00 EUR"]
    assert figures.active == 2


def test_it_shows_a_customer_without_subscriptions_to_who_may_not_see_them(
    as_bob: Client, bob: User, acme: Customer
):
    codename = "view_customer_subscriptions"
    bob.user_permissions.remove(bob.user_permissions.get(codename=codename))
    make_subscription(acme, name="Büro Köln")
    html = page_of(as_bob, acme)
    assert "Büro Köln" not in html
    assert "Monthly value" not in html
    assert of("customer", "subscriptions", acme.pk) not in html


def test_it_shows_the_latest_entries_of_the_customer(
    as_bob: Client, acme: Customer, make_entry: MakeEntry
):
    for number in range(7):
        make_entry(customer_id=acme.pk, partner_user=f"user-{number}@partner.example")
    make_entry(partner_user="somebody.else@partner.example")
    html = page_of(as_bob, acme)
    shown = [f"user-{number}@partner.example" in html for number in range(7)]
    assert shown == [False, False, True, True, True, True, True]
    assert "somebody.else@partner.example" not in html


def test_it_hides_the_entries_from_who_may_not_see_the_log(
    as_bob: Client, bob: User, acme: Customer, make_entry: MakeEntry
):
    bob.user_permissions.remove(bob.user_permissions.get(codename="view_activityentry"))
    make_entry(customer_id=acme.pk)
    html = page_of(as_bob, acme)
    assert "petra@partner.example" not in html
    assert of("customer", "activity", acme.pk) not in html


def test_its_tabs_count_what_each_page_lists(
    as_alice: Client, acme: Customer, make_entry: MakeEntry
):
    make_subscription(acme)
    make_entry(customer_id=acme.pk)
    make_entry(customer_id=acme.pk)
    tabs = as_alice.get(of("customer", "change", acme.pk)).context["tabs"]
    counts = {tab.label: tab.count for tab in tabs}
    assert (counts["Subscriptions"], counts["Activity"], counts["Users and licenses"]) == (
        "1",
        "2",
        "0",
    )


def test_its_tabs_count_no_further_than_that_there_are_many(
    as_bob: Client, acme: Customer, monkeypatch: pytest.MonkeyPatch, make_entry: MakeEntry
):
    monkeypatch.setattr("customers.admin.head.COUNT_CAP", 2)
    for _ in range(4):
        make_entry(customer_id=acme.pk)
    tabs = as_bob.get(of("customer", "change", acme.pk)).context["tabs"]
    assert tabs[-1].count == "2+"


def test_it_reads_no_more_for_a_customer_with_much(
    as_alice: Client,
    acme: Customer,
    make_entry: MakeEntry,
    django_assert_max_num_queries: DjangoAssertNumQueries,
):
    product = make_product()
    for number in range(30):
        make_subscription(acme, product=product, name=f"Site {number:02}")
        make_entry(customer_id=acme.pk)
    # Session and reader, the customer, a count for each tab, the figures, two short lists.
    with django_assert_max_num_queries(12):
        html = page_of(as_alice, acme)
    assert "Site 04" in html
    assert "Site 05" not in html


def test_it_offers_only_what_its_reader_may_change(
    as_alice: Client, as_bob: Client, acme: Customer
):
    changing = ("name", "company", "billing", "qualification", "remove")
    for page in changing:
        assert of("customer", page, acme.pk) in page_of(as_alice, acme)
        assert of("customer", page, acme.pk) not in page_of(as_bob, acme)
    assert of("customer", "request", acme.pk) not in page_of(as_alice, acme)


def test_nobody_is_shown_a_customer_that_is_not_there(as_bob: Client, acme: Customer):
    assert as_bob.get(of("customer", "change", make_product().pk)).status_code == 404
    assert as_bob.get("/admin/customers/customer/nonsense/change/").status_code == 404


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
def test_nobody_changes_or_deletes_past_the_services(
    as_alice: Client, rows: dict[str, object], name: str
):
    key = rows[name]
    assert as_alice.post(of(name, "change", key), {"name": "Other"}).status_code == 403
    assert as_alice.post(of(name, "delete", key), {"post": "yes"}).status_code == 403
    assert not ActivityEntry.objects.exists()


@pytest.mark.parametrize("name", NAMES)
def test_it_is_closed_to_who_may_not_look(as_charlie: Client, rows: dict[str, object], name: str):
    assert as_charlie.get(of(name, "changelist")).status_code == 403
    assert as_charlie.get(of(name, "change", rows[name])).status_code == 403


def test_the_menu_leads_to_customers_and_subscriptions(as_bob: Client, db: None):
    html = as_bob.get(reverse("admin:index")).content.decode()
    assert of("customer", "changelist") in html
    assert of("subscription", "changelist") in html
