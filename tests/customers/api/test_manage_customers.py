"""Customers: added, changed, and what the partner is to them."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from activitylog.models import ActivityEntry
from customers.models import Customer
from tests.customers.api.calls import read, send
from tests.customers.operations_table.finding import rows_of_customers
from tests.customers.operations_table.making import end_relationship, running
from tests.problems import fields_of, kind_of, problem

NEW = {"name": "Contoso AG", "domain": "contoso.example", "city": "Köln", "country": "DE"}


def add(program: Client, **values: Any) -> Any:
    return send(program, "post", "customers/", NEW | values)


def patch(program: Client, customer: Customer, **values: Any) -> Any:
    return send(program, "patch", f"customers/{customer.pk}/", values)


def actions() -> list[str]:
    return list(ActivityEntry.objects.order_by("id").values_list("action", flat=True))


def test_a_customer_is_added(program: Client):
    answer = add(program, registration_number="HRB 12345")
    assert answer.status_code == 201
    told = answer.json()
    assert answer["Location"] == f"/api/v1/customers/{told['id']}/"
    assert read(program, f"customers/{told['id']}/") == told
    assert NEW.items() <= told.items()
    assert (told["relationship"], told["registration_number"]) == ("reseller", "HRB 12345")
    assert actions() == ["add_customer"]


def test_a_customer_may_have_a_tenant_id_already(program: Client):
    tenant = str(uuid4())
    assert add(program, id=tenant.upper()).json()["id"] == tenant
    again = add(program, id=tenant, domain="other.example")
    assert problem(again, 422)["errors"][0]["code"] == "tenant_known"
    assert fields_of(again, 422) == ["id"]


def test_a_domain_belongs_to_one(program: Client):
    add(program)
    told = problem(add(program), 422)
    assert [(error["field"], error["code"]) for error in told["errors"]] == [
        ("domain", "domain_taken")
    ]
    assert actions() == ["add_customer", "add_customer"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": None}, "name"),
        ({"name": "x" * 401}, "name"),
        ({"domain": "Contoso"}, "domain"),
        ({"email": "einkauf"}, "email"),
        ({"country": "de"}, "country"),
        ({"currency": ""}, "currency"),
        ({"id": "4711"}, "id"),
        ({"relationship": "none"}, "relationship"),
        ({"origin": "imported"}, "origin"),
        ({"qualification": "education"}, "qualification"),
    ],
)
def test_what_cannot_be_is_named(values: Any, field: str, program: Client):
    assert fields_of(add(program, **values), 400) == [field]
    assert not Customer.objects.exists()


def test_name_and_domain_are_needed(program: Client):
    assert sorted(fields_of(send(program, "post", "customers/", {}), 400)) == ["domain", "name"]


def test_each_service_is_called_for_its_fields(program: Client, acme: Customer):
    told = patch(
        program,
        acme,
        name="Müller SE",
        registration_number="HRB 1",
        email="rechnung@mueller.example",
        city="Köln",
        qualification="nonprofit",
    ).json()
    assert (told["name"], told["city"], told["version"]) == ("Müller SE", "Köln", 5)
    assert actions() == [
        "update_customer_partner_contract_company_name",
        "update_company_info",
        "update_customer_billing_profile",
        "update_customer_qualification",
    ]


def test_all_are_done_or_none(program: Client, acme: Customer):
    patch(program, acme, qualification="education")
    before = rows_of_customers()
    answer = patch(program, acme, name="Müller SE", qualification="nonprofit")
    assert fields_of(answer, 422) == ["qualification"]
    assert rows_of_customers() == before
    last = ActivityEntry.objects.latest("recorded_at")
    assert (last.action, last.status) == ("update_customer_qualification", "failed")
    # The name that was taken back was never the customer's.
    assert last.customer_name == "Müller & Söhne GmbH"


def test_a_relationship_is_removed_and_requested_again(program: Client, acme: Customer):
    address = f"customers/{acme.pk}/"
    told = send(program, "post", f"{address}remove-relationship/").json()
    assert told["relationship"] == "none"
    told = send(program, "post", f"{address}request-relationship/").json()
    assert told["relationship"] == "reseller"


def test_it_is_not_removed_while_something_runs(program: Client, acme: Customer):
    running(acme)
    answer = send(program, "post", f"customers/{acme.pk}/remove-relationship/")
    assert kind_of(answer, 409) == "refused"
    assert answer.json()["errors"][0]["code"] == "subscriptions_active"


def test_a_customer_is_never_deleted(program: Client, acme: Customer):
    answer = send(program, "delete", f"customers/{acme.pk}/")
    assert kind_of(answer, 405) == "method-not-allowed"
    assert Customer.objects.exists()


def test_nothing_changes_where_it_is_so_already(program: Client, acme: Customer):
    end_relationship(acme)
    answer = send(program, "post", f"customers/{acme.pk}/remove-relationship/")
    assert answer.status_code == 200
    assert not ActivityEntry.objects.exists()
