"""Referrals: listed, shown, entered, moved on."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from activitylog.models import ActivityEntry
from customers.models import Customer, Referral
from tests.customers.addresses import url

TEXTS = {
    "deal_value": "12500.50",
    "currency": "EUR",
    "qualification": "Direct",
    "referral_type": "Independent",
}


def add_url(customer: Customer | None = None) -> str:
    address = reverse("admin:customers_referral_add")
    return f"{address}?customer={customer.pk}" if customer else address


def listed(client: Client, address: str, **filters: Any) -> list[str]:
    return [row.name for row in client.get(address, filters).context["cl"].result_list]


def change(client: Client, referral: Referral, **values: str) -> Any:
    data = TEXTS | {"name": referral.name, "version": str(referral.version)} | values
    return client.post(url(referral, "edit"), data)


def recorded() -> list[tuple[str, str]]:
    return list(ActivityEntry.objects.order_by("id").values_list("action", "status"))


@pytest.fixture
def pilot(acme: Customer) -> Referral:
    return Referral.objects.create(
        customer=acme,
        name="Copilot pilot",
        company_name=acme.name,
        status="Active",
        substatus="Accepted",
        deal_value=Decimal("12500.50"),
        created_at=datetime(2026, 11, 20, tzinfo=UTC),
    )


@pytest.fixture
def phone(db: None) -> Referral:
    return Referral.objects.create(
        name="Teams Phone",
        company_name="Contoso AG",
        created_at=datetime(2026, 11, 21, tzinfo=UTC),
    )


def test_the_list_finds_referrals(
    as_alice: Client, acme: Customer, pilot: Referral, phone: Referral
):
    address = reverse("admin:customers_referral_changelist")
    assert listed(as_alice, address) == ["Teams Phone", "Copilot pilot"]
    assert listed(as_alice, address, q="CONTOSO") == ["Teams Phone"]
    assert listed(as_alice, address, status="Active") == ["Copilot pilot"]
    assert listed(as_alice, address, substatus="Pending") == ["Teams Phone"]
    assert listed(as_alice, address, customer=str(acme.pk)) == ["Copilot pilot"]


def test_the_tab_lists_the_customers(
    as_alice: Client, acme: Customer, pilot: Referral, phone: Referral
):
    address = reverse("admin:customers_customer_referrals", args=[acme.pk])
    assert listed(as_alice, address) == ["Copilot pilot"]
    assert add_url(acme) in as_alice.get(address).content.decode()


def test_the_list_reads_no_more_for_many(
    as_alice: Client, acme: Customer, django_assert_max_num_queries: DjangoAssertNumQueries
):
    for number in range(30):
        Referral.objects.create(name=f"Deal {number}", customer=acme)
    with django_assert_max_num_queries(5):
        as_alice.get(reverse("admin:customers_referral_changelist"))


def test_a_page_shows_what_is_known(as_alice: Client, pilot: Referral):
    html = as_alice.get(url(pilot)).content.decode()
    assert "12,500.50 EUR" in html
    assert "Accepted" in html
    assert url(pilot, "edit") in html


def test_a_referral_about_a_customer_is_entered(as_alice: Client, acme: Customer):
    assert "Müller &amp; Söhne GmbH" in as_alice.get(add_url(acme)).content.decode()
    values = {"name": "Copilot", "stage": "Active/Accepted", "closing_on": "2027-01-31"}
    answer = as_alice.post(add_url(acme), TEXTS | values)
    referral = Referral.objects.get()
    assert answer["Location"] == url(referral)
    assert (referral.customer, referral.company_name) == (acme, acme.name)
    assert (referral.status, referral.substatus) == ("Active", "Accepted")
    assert (referral.deal_value, referral.closing_on) == (Decimal("12500.50"), date(2027, 1, 31))
    assert recorded() == [("create_referral", "succeeded")]


def test_a_referral_about_nobody_is_refused_beside_the_field(as_alice: Client, db: None):
    answer = as_alice.post(add_url(), TEXTS | {"name": "Copilot", "stage": "New/Pending"})
    assert answer.context["form"].errors == {
        "company_name": ["Choose a customer or enter a company."]
    }


@pytest.mark.parametrize("customer", ["nonsense", "0c39d6d5-c70d-4c55-bc02-f620844f3fd2"])
def test_there_is_no_page_for_a_customer_that_is_not_there(
    as_alice: Client, db: None, customer: str
):
    assert as_alice.get(f"{add_url()}?customer={customer}").status_code == 404


def stages(client: Client, address: str) -> list[str]:
    choices = client.get(address).context["form"].fields["stage"].choices
    return [value for _group, options in choices for value, _label in options]


def test_only_what_a_referral_can_become_is_offered(
    as_alice: Client, pilot: Referral, phone: Referral
):
    closed = ["Closed/Won", "Closed/Lost", "Closed/Declined", "Closed/Expired"]
    assert stages(as_alice, add_url()) == ["New/Pending", "New/Received", "Active/Accepted"]
    assert stages(as_alice, url(pilot, "edit")) == ["Active/Accepted", *closed]
    assert stages(as_alice, url(phone, "edit"))[:2] == ["New/Pending", "New/Received"]


def test_a_referral_is_won(as_alice: Client, pilot: Referral):
    answer = change(as_alice, pilot, stage="Closed/Won", company_name="Müller")
    assert answer["Location"] == url(pilot)
    pilot.refresh_from_db()
    assert (pilot.status, pilot.substatus) == ("Closed", "Won")
    assert recorded() == [("update_referral", "succeeded")]


def test_what_it_cannot_become_is_refused(as_alice: Client, pilot: Referral):
    answer = change(as_alice, pilot, stage="New/Pending", company_name="Müller")
    assert "stage" in answer.context["form"].errors
    pilot.refresh_from_db()
    assert pilot.status == "Active"


def test_who_has_seen_an_old_version_is_told(as_alice: Client, pilot: Referral):
    answer = change(as_alice, pilot, stage="Closed/Lost", version="0")
    assert answer.status_code == 200
    assert "Someone else has changed this" in answer.content.decode()


def test_it_is_closed_to_who_may_not_look(as_bob: Client, acme: Customer, pilot: Referral):
    for address in (
        url(pilot),
        url(pilot, "edit"),
        add_url(),
        reverse("admin:customers_referral_changelist"),
        reverse("admin:customers_customer_referrals", args=[acme.pk]),
    ):
        assert as_bob.get(address).status_code == 403


def test_a_referral_stays_about_somebody(as_alice: Client, phone: Referral):
    answer = change(as_alice, phone, company_name=" ", stage="New/Pending")
    assert answer.context["form"].errors == {
        "company_name": ["Choose a customer or enter a company."]
    }
