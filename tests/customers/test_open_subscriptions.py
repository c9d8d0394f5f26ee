"""A customer's Subscriptions page: what staff come to from the activity log."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from customers.admin import page
from customers.models import Customer, Subscription
from tests.customers.making import make_product, make_subscription

if TYPE_CHECKING:
    from portal.models import User

APRIL = datetime(2027, 4, 14, 23, 59, 59, tzinfo=UTC)


def address(customer: Customer) -> str:
    return reverse("admin:customers_customer_subscriptions", args=[customer.pk])


def shown(client: Client, customer: Customer) -> str:
    return client.get(address(customer)).content.decode()


def test_it_shows_what_the_customer_has(as_bob: Client, acme: Customer):
    product = make_product(name="Microsoft 365 Business Premium", sku="CFQ7TTC0LCHC:0002")
    make_subscription(acme, product=product, name="Büro Köln", quantity=1200)

    html = shown(as_bob, acme)

    for text in (
        "Müller &amp; Söhne GmbH",
        "Büro Köln",
        "Microsoft 365 Business Premium",
        "CFQ7TTC0LCHC:0002",
        "1,200",
        "1 year",
        "Monthly",
        'badge ok">Active',
        "1 subscription<",
    ):
        assert text in html


def test_it_shows_nothing_of_other_customers(as_bob: Client, acme: Customer):
    make_subscription(Customer.objects.create(name="Other"), name="Of another")
    assert "Of another" not in shown(as_bob, acme)


def test_it_tells_when_a_subscription_renews(as_bob: Client, acme: Customer):
    make_subscription(acme, commitment_end_at=APRIL)
    html = shown(as_bob, acme)
    assert "14 Apr 2027" in html
    assert 'class="ends"' not in html


@pytest.mark.parametrize("values", [{"auto_renew": False}, {"status": "suspended"}])
def test_it_tells_when_a_subscription_ends(as_bob: Client, acme: Customer, values):
    make_subscription(acme, commitment_end_at=APRIL, **values)
    assert '<span class="ends">ends 14 Apr 2027</span>' in shown(as_bob, acme)


@pytest.mark.parametrize("status", ["pending", "expired", "disabled", "deleted"])
def test_it_tells_no_end_where_none_is_ahead(as_bob: Client, acme: Customer, status: str):
    make_subscription(acme, commitment_end_at=APRIL, status=status)
    assert "14 Apr 2027" not in shown(as_bob, acme)


def test_it_ends_a_term_with_the_same_day_for_every_reader(
    as_bob: Client, bob: User, acme: Customer
):
    make_subscription(acme, commitment_end_at=APRIL)
    bob.time_zone = "Pacific/Auckland"
    bob.save()
    assert "14 Apr 2027" in shown(as_bob, acme)


def test_it_marks_a_trial(as_bob: Client, acme: Customer):
    make_subscription(acme, is_trial=True, billing_cycle="none")
    assert "Trial" in shown(as_bob, acme)


def test_it_leads_back_to_the_activity_of_the_customer(as_bob: Client, acme: Customer):
    log = reverse("admin:activitylog_activityentry_changelist")
    assert f"{log}?customer={acme.pk}&amp;date_from=&amp;date_to=" in shown(as_bob, acme)


def test_it_says_that_there_are_none(as_bob: Client, acme: Customer):
    assert "No subscriptions yet" in shown(as_bob, acme)


def test_it_shows_the_id_of_a_customer_without_a_name(as_bob: Client):
    nameless = Customer.objects.create(name="")
    assert f"<h1>{nameless.pk}</h1>" in shown(as_bob, nameless)


def test_it_shows_text_and_never_runs_it(as_bob: Client):
    hostile = Customer.objects.create(name="<script>alert(1)</script>")
    make_subscription(hostile, name="<img src=x onerror=alert(1)>")
    html = shown(as_bob, hostile)
    assert "<script>alert" not in html
    assert "<img src=x" not in html


def test_it_reads_german(as_bob: Client, acme: Customer):
    make_subscription(acme, auto_renew=False, commitment_end_at=APRIL)
    html = as_bob.get(address(acme), headers={"accept-language": "de"}).content.decode()
    assert "Aktiv" in html
    assert "14.04.2027" in html


def test_it_shows_the_first_of_very_many(as_bob: Client, acme: Customer, monkeypatch):
    monkeypatch.setattr(page, "MOST", 3)
    for number in range(5):
        make_subscription(acme, name=f"Site {number}")

    html = shown(as_bob, acme)

    assert "Site 2" in html
    assert "Site 3" not in html
    assert "5 subscriptions" in html
    assert reverse("admin:customers_subscription_changelist") + f"?customer={acme.pk}" in html


@pytest.mark.parametrize("permission", ["view_customer", "view_subscription"])
def test_it_is_closed_to_who_lacks_a_permission(
    as_bob: Client, bob: User, acme: Customer, permission: str
):
    bob.user_permissions.remove(bob.user_permissions.get(codename=permission))
    assert as_bob.get(address(acme)).status_code == 403


def test_it_asks_strangers_to_sign_in(client: Client, acme: Customer):
    response = client.get(address(acme))
    assert response.status_code == 302
    assert reverse("admin:login") in response["Location"]


def test_it_does_not_know_other_ids(as_bob: Client, db: None):
    url = reverse("admin:customers_customer_subscriptions", args=[uuid4()])
    assert as_bob.get(url).status_code == 404


def test_it_asks_the_database_as_often_for_many_as_for_one(
    as_bob: Client, acme: Customer, django_assert_max_num_queries: DjangoAssertNumQueries
):
    product = make_product()
    Subscription.objects.bulk_create(
        Subscription(
            customer=acme,
            product=product,
            name=f"Site {number}",
            quantity=1,
            status="active",
            term="P1M",
            billing_cycle="monthly",
            commitment_end_at=timezone.now(),
        )
        for number in range(100)
    )
    # Who reads, and what they may: five. The customer and the subscriptions: two.
    with django_assert_max_num_queries(7):
        as_bob.get(address(acme))
