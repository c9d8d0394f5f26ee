"""Adding customers and changing them, on the pages that the services stand behind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.models import Permission
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from activitylog.models import ActivityEntry
from customers.models import Customer
from tests.customers.addresses import url
from tests.customers.making import make_subscription

if TYPE_CHECKING:
    from portal.models import User

PROFILE = {"currency": "EUR", "country": "DE"}


def send(client: Client, customer: Customer, page: str, **values: Any) -> HttpResponse:
    data = {"version": customer.version} | values
    return client.post(url(customer, page), data)  # type: ignore[return-value]


def actions() -> list[tuple[str, str]]:
    return list(ActivityEntry.objects.order_by("id").values_list("action", "status"))


def test_a_customer_is_added_with_all_that_is_known(as_alice: Client):
    data = PROFILE | {"name": "Contoso AG", "domain": "contoso.example", "city": "Köln"}
    answer = as_alice.post(reverse("admin:customers_customer_add"), data)
    customer = Customer.objects.get()
    assert answer["Location"] == url(customer, "change")
    assert (customer.name, customer.domain, customer.city) == (
        "Contoso AG",
        "contoso.example",
        "Köln",
    )
    assert actions() == [("add_customer", "succeeded")]


def test_a_domain_that_another_customer_has_is_refused_beside_the_field(
    as_alice: Client, acme: Customer
):
    data = PROFILE | {"name": "Contoso AG", "domain": acme.domain}
    answer = as_alice.post(reverse("admin:customers_customer_add"), data)
    assert answer.context["form"].errors == {"domain": ["Another customer has this domain."]}
    assert "Contoso AG" in answer.content.decode()
    assert Customer.objects.count() == 1
    assert actions() == [("add_customer", "failed")]


@pytest.mark.parametrize(
    ("page", "values", "action"),
    [
        ("name", {"name": "Müller KG"}, "update_customer_partner_contract_company_name"),
        (
            "company",
            {"domain": "mueller.example", "registration_number": "HRB 1"},
            "update_company_info",
        ),
        (
            "billing",
            PROFILE | {"city": "Köln", "contact_last_name": "Müller"},
            "update_customer_billing_profile",
        ),
        ("qualification", {"qualification": "education"}, "update_customer_qualification"),
    ],
)
def test_a_change_is_made_and_recorded_once(
    as_alice: Client, acme: Customer, page: str, values: dict[str, str], action: str
):
    answer = send(as_alice, acme, page, **values)
    assert answer["Location"] == url(acme, "change")
    acme.refresh_from_db()
    assert {name: getattr(acme, name) for name in values} == values
    assert actions() == [(action, "succeeded")]


def test_the_same_again_changes_and_records_nothing(as_alice: Client, acme: Customer):
    answer = as_alice.post(
        url(acme, "name"), {"name": acme.name, "version": acme.version}, follow=True
    )
    assert "Nothing has changed." in answer.content.decode()
    assert actions() == []


def test_who_has_seen_an_old_version_is_told(as_alice: Client, acme: Customer):
    Customer.objects.filter(pk=acme.pk).update(version=acme.version + 1)
    answer = send(as_alice, acme, "name", name="Müller KG")
    assert "Someone else has changed this in the meantime." in answer.content.decode()
    acme.refresh_from_db()
    assert acme.name == "Müller & Söhne GmbH"


def test_a_qualification_is_set_once(as_alice: Client, acme: Customer):
    assert "It is set once" in as_alice.get(url(acme, "qualification")).content.decode()
    send(as_alice, acme, "qualification", qualification="education")
    page = as_alice.get(url(acme, "qualification"))
    assert "It was set once and cannot be changed." in page.content.decode()
    acme.refresh_from_db()
    send(as_alice, acme, "qualification", qualification="nonprofit")
    acme.refresh_from_db()
    assert acme.qualification == "education"


def test_the_relationship_ends_and_begins_again(as_alice: Client, acme: Customer):
    make_subscription(acme, status="suspended")
    send(as_alice, acme, "remove")
    acme.refresh_from_db()
    assert acme.relationship == "none"
    send(as_alice, acme, "request")
    acme.refresh_from_db()
    assert acme.relationship == "reseller"
    assert actions() == [
        ("remove_partner_customer_relationship", "succeeded"),
        ("update_partner_customer_relationship", "succeeded"),
    ]


def test_it_says_what_must_be_done_before_the_relationship_ends(as_alice: Client, acme: Customer):
    make_subscription(acme)
    assert "Suspend or cancel all of them first" in (
        as_alice.get(url(acme, "remove")).content.decode().replace("\n", " ")
    )
    send(as_alice, acme, "remove")
    acme.refresh_from_db()
    assert acme.relationship == "reseller"


@pytest.mark.parametrize(
    ("page", "codename"),
    [
        ("name", "change_customer"),
        ("company", "change_customer"),
        ("billing", "change_customer"),
        ("qualification", "change_customer"),
        ("request", "request_relationship"),
        ("remove", "remove_relationship"),
    ],
)
def test_each_page_takes_its_permission(
    as_bob: Client, bob: User, acme: Customer, page: str, codename: str
):
    assert as_bob.get(url(acme, page)).status_code == 403
    assert send(as_bob, acme, page).status_code == 403
    bob.user_permissions.add(Permission.objects.get(codename=codename))
    assert as_bob.get(url(acme, page)).status_code == 200
