"""PATCH a subscription: quantity, name, whether it renews, and how."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from activitylog.models import ActivityEntry
from tests.customers.api.calls import send
from tests.customers.operations_table.finding import rows_of_customers
from tests.customers.operations_table.making import running, suspended
from tests.problems import fields_of, kind_of, problem
from tests.tokens import program_of

if TYPE_CHECKING:
    from customers.models import Customer, Subscription
    from portal.models import User


@pytest.fixture
def held(acme: Customer) -> Subscription:
    return running(acme)


def patch(program: Client, row: Subscription, body: Any, **headers: str) -> Any:
    return send(program, "patch", f"subscriptions/{row.pk}/", body, **headers)


def test_it_changes_what_is_named_and_nothing_else(program: Client, held: Subscription):
    answer = patch(program, held, {"quantity": 12})
    assert answer.status_code == 200
    told = answer.json()
    assert (told["quantity"], told["name"], told["version"]) == (12, "Microsoft 365 E3", 2)
    assert answer["ETag"] == '"2"'
    held.refresh_from_db()
    assert held.quantity == 12


def test_its_entry_is_that_of_the_page(program: Client, held: Subscription, acme: Customer):
    correlation_id = str(uuid4())
    patch(program, held, {"quantity": 12}, x_correlation_id=correlation_id)
    entry = ActivityEntry.objects.get()
    assert (entry.action, entry.resource_type, entry.resource_id) == (
        "update_subscription",
        "subscription",
        str(held.pk),
    )
    assert (entry.customer_id, entry.status) == (acme.pk, "succeeded")
    assert (entry.partner_user, entry.application) == ("alice@partner.example", "Nightly sync")
    assert entry.correlation_id == correlation_id
    assert json.loads(entry.old_value or "")["Quantity"] == 10
    assert json.loads(entry.new_value or "")["Quantity"] == 12


def test_a_correlation_id_that_is_none_is_replaced(program: Client, held: Subscription):
    patch(program, held, {"quantity": 12}, x_correlation_id="mine")
    assert len(ActivityEntry.objects.get().correlation_id) == 36


def test_several_services_are_called_as_one(program: Client, held: Subscription):
    answer = patch(program, held, {"name": "Büro Köln", "quantity": 12, "auto_renew": False})
    assert answer["ETag"] == '"4"'
    entries = ActivityEntry.objects.all()
    assert [entry.action for entry in entries] == ["update_subscription"] * 3
    assert len({entry.correlation_id for entry in entries}) == 1


def test_all_fields_change_or_none(program: Client, held: Subscription):
    before = rows_of_customers()
    told = problem(patch(program, held, {"name": "Büro Köln", "quantity": 999}), 422)
    (error,) = told["errors"]
    assert (error["field"], error["code"]) == ("quantity", "quantity_out_of_range")
    assert error["reason"] == "Microsoft 365 E3 is sold in quantities from 1 to 300."
    assert rows_of_customers() == before
    # Of what was taken back nothing is told, of what was refused the attempt.
    entry = ActivityEntry.objects.get()
    assert (entry.status, entry.application) == ("failed", "Nightly sync")
    assert {"key": "ErrorCode", "value": "quantity_out_of_range"} in json.loads(entry.details or "")


def test_what_the_state_forbids_is_a_conflict(program: Client, acme: Customer):
    answer = patch(program, suspended(acme), {"quantity": 12})
    assert kind_of(answer, 409) == "refused"
    assert answer.json()["errors"][0]["code"] == "suspended"
    assert ActivityEntry.objects.get().status == "failed"


def test_the_reason_is_in_english_whatever_the_owner_reads(
    program: Client, alice: User, acme: Customer
):
    alice.language = "de"
    alice.save()
    told = problem(patch(program, suspended(acme), {"quantity": 12}), 409)
    assert told["detail"] == "It is suspended. Reactivate it first."


def test_a_renewal_may_be_changed_in_one_respect(program: Client, held: Subscription):
    told = patch(program, held, {"renewal_term": "P3Y"}).json()
    assert (told["renewal_term"], told["renewal_billing_cycle"]) == ("P3Y", "")
    told = patch(program, held, {"renewal_billing_cycle": "annual"}).json()
    assert (told["renewal_term"], told["renewal_billing_cycle"]) == ("P3Y", "annual")
    told = patch(program, held, {"renewal_term": ""}).json()
    assert (told["renewal_term"], told["renewal_billing_cycle"]) == ("", "annual")


def test_a_renewal_that_cannot_be_names_the_field_of_the_body(program: Client, held: Subscription):
    held.product.terms = ["P1Y"]
    held.product.save()
    assert fields_of(patch(program, held, {"renewal_term": "P3Y"}), 422) == ["renewal_term"]
    answer = patch(program, held, {"renewal_billing_cycle": "triennial"})
    assert fields_of(answer, 422) == ["renewal_billing_cycle"]


@pytest.mark.parametrize("body", [{}, {"quantity": 10}])
def test_nothing_is_told_where_nothing_changes(body: Any, program: Client, held: Subscription):
    answer = patch(program, held, body)
    assert (answer.status_code, answer["ETag"]) == (200, '"1"')
    assert not ActivityEntry.objects.exists()


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"quantity": "12"}, "quantity"),
        ({"quantity": 12.5}, "quantity"),
        ({"quantity": True}, "quantity"),
        ({"quantity": None}, "quantity"),
        ({"quantity": 0}, "quantity"),
        ({"quantity": 2**31}, "quantity"),
        ({"name": 12}, "name"),
        ({"name": ""}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"name": "a\0b"}, "name"),
        ({"name": "a\ud800"}, "name"),
        ({"auto_renew": "true"}, "auto_renew"),
        ({"auto_renew": 1}, "auto_renew"),
        ({"renewal_term": "P2Y"}, "renewal_term"),
        ({"status": "suspended"}, "status"),
        ({"version": 2}, "version"),
        ({"\ud800": 1}, "\\ud800"),
    ],
)
def test_what_cannot_be_read_or_set_is_refused_by_name(
    body: Any, field: str, program: Client, held: Subscription
):
    before = rows_of_customers()
    told = problem(patch(program, held, {"name": "Büro Köln"} | body), 400)
    assert [error["field"] for error in told["errors"]] == [field]
    assert told["errors"][0]["reason"]
    assert rows_of_customers() == before
    assert not ActivityEntry.objects.exists()


def test_a_whole_number_may_be_written_with_a_fraction_of_nothing(
    program: Client, held: Subscription
):
    assert patch(program, held, b'{"quantity": 12.0}').json()["quantity"] == 12


def test_a_parameter_in_the_address_is_refused(program: Client, held: Subscription):
    answer = send(program, "patch", f"subscriptions/{held.pk}/?quantity=12", {})
    assert fields_of(answer, 400) == ["quantity"]


def test_each_field_needs_its_own_permission(held: Subscription, charlie: User):
    granted = ("view_subscription", "change_quantity")
    charlie.user_permissions.set(Permission.objects.filter(codename__in=granted))
    program = program_of(charlie, "customers:write")
    assert patch(program, held, {"quantity": 12}).status_code == 200
    before = rows_of_customers()
    answer = patch(program, held, {"quantity": 14, "renewal_term": "P3Y"})
    assert kind_of(answer, 403) == "not-permitted"
    assert rows_of_customers() == before
    assert ActivityEntry.objects.count() == 1


def test_a_token_that_may_only_read_changes_nothing(held: Subscription, alice: User):
    answer = patch(program_of(alice, "customers:read"), held, {"quantity": 12})
    assert kind_of(answer, 403) == "missing-scope"
    held.refresh_from_db()
    assert held.quantity == 10


def test_what_is_not_there_is_not_found(program: Client):
    answer = send(program, "patch", f"subscriptions/{uuid4()}/", {"quantity": 12})
    assert kind_of(answer, 404) == "not-found"
