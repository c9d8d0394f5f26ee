"""Programs read what the portal knows of one customer."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from customers.models import Customer
from tests.partnercenter.serving import ask

CUSTOMERS = "/v1/customers"


@pytest.mark.parametrize("spelling", [str, str.upper])
def test_one_customer_is_told_in_full(spelling: Any, reader: Client) -> None:
    customer = Customer.objects.create(
        id=UUID("0c39d6d5-c70d-4c55-bc02-f620844f3fd1"),
        name="Müller & Söhne GmbH",
        domain="mueller-soehne.example",
        registration_number="HRB 1",
        contact_first_name="Anna",
        contact_last_name="Arndt",
        email="anna@mueller-soehne.example",
        phone_number="+49 30 1",
        address_line="Straße 1",
        postal_code="10115",
        city="Berlin",
        country="DE",
        culture="de-DE",
    )
    answer = ask(reader, path=f"{CUSTOMERS}/{spelling(str(customer.pk))}")
    assert answer.status_code == 200
    found = answer.json()
    billing = found["billingProfile"]
    assert billing.pop("links")["self"]["uri"] == f"/customers/{customer.pk}/profiles/billing"
    assert billing == {
        "firstName": "Anna",
        "lastName": "Arndt",
        "email": "anna@mueller-soehne.example",
        "culture": "de-DE",
        "language": "de",
        "companyName": "Müller & Söhne GmbH",
        "defaultAddress": {
            "addressLine1": "Straße 1",
            "city": "Berlin",
            "postalCode": "10115",
            "country": "DE",
            "firstName": "Anna",
            "lastName": "Arndt",
            "phoneNumber": "+49 30 1",
        },
        "attributes": {"objectType": "CustomerBillingProfile", "etag": "1"},
    }
    assert found["companyProfile"]["organizationRegistrationNumber"] == "HRB 1"


@pytest.mark.parametrize("profile", ["company", "billing"])
def test_its_profiles_stand_where_it_says(profile: str, reader: Client, acme: Customer) -> None:
    whole = ask(reader, path=f"{CUSTOMERS}/{acme.pk}").json()
    part = whole[f"{profile}Profile"]
    assert ask(reader, path=f"/v1{part['links']['self']['uri']}").json() == part


@pytest.mark.parametrize("customer_id", ["11111111-2222-3333-4444-555555555555", "x", "x%00"])
@pytest.mark.parametrize(
    "below", ["", "/subscriptions", "/users", "/orders", "/subscribedskus", "/profiles/billing"]
)
def test_a_customer_that_there_is_not_is_told_as_that(
    below: str, customer_id: str, reader: Client
) -> None:
    answer = ask(reader, path=f"{CUSTOMERS}/{customer_id}{below}")
    assert answer.status_code == 404
    assert answer.json() == {
        "code": 60003,
        "description": "There is no customer with this ID.",
        "source": "PartnerFD",
    }
