"""Orders: new subscriptions and more seats of those there are, all or nothing."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from activitylog.models import ActivityEntry
from customers.models import Customer, Order, Subscription
from tests.customers.api.calls import read, send
from tests.customers.operations_table.finding import rows_of_customers
from tests.customers.operations_table.making import (
    end_relationship,
    running,
    sold,
    trial_product,
    trying,
)
from tests.problems import fields_of, kind_of, problem
from tests.staff import make_staff
from tests.tokens import program_of

if TYPE_CHECKING:
    from customers.models import Product


def line(item: Product, **values: Any) -> dict[str, Any]:
    usual = {"quantity": 5, "term": "P1Y", "billing_cycle": "monthly"}
    return {"product": str(item.pk), **usual, **values}


def place(program: Client, customer: Customer, *lines: Any, **head: Any) -> Any:
    return send(program, "post", f"customers/{customer.pk}/orders/", {"lines": lines, **head})


def test_it_makes_subscriptions_and_enlarges_others(program: Client, acme: Customer):
    held, plan = running(acme), sold(name="Calling plan", is_add_on=True)
    answer = place(
        program,
        acme,
        line(sold(), name="Büro Köln", auto_renew=False, promotion_id="39NFJQT1X23M:0001"),
        {"subscription": str(held.pk), "quantity": 3},
        line(plan, parent=str(held.pk)),
        partner_on_record="4847383",
    )
    assert answer.status_code == 201
    told = answer.json()
    assert answer["Location"] == f"/api/v1/orders/{told['id']}/"
    assert read(program, f"orders/{told['id']}/") == told
    assert [row["kind"] for row in told["lines"]] == ["new", "addQuantity", "new"]
    assert told["partner_on_record"] == "4847383"
    held.refresh_from_db()
    assert held.quantity == 13
    made = Subscription.objects.get(pk=told["lines"][0]["subscription"])
    assert (made.name, made.auto_renew, made.status) == ("Büro Köln", False, "active")
    assert Subscription.objects.get(pk=told["lines"][2]["subscription"]).parent == held


def test_it_leaves_one_entry(program: Client, acme: Customer):
    told = place(program, acme, line(sold()), line(sold())).json()
    entry = ActivityEntry.objects.get()
    assert (entry.action, entry.resource_id) == ("create_order", told["id"])
    assert len(json.loads(entry.new_value or "")["LineItems"]) == 2


def test_it_begins_when_it_is_said(program: Client, acme: Customer):
    moment = timezone.now().replace(microsecond=0) + timedelta(days=3)
    told = place(program, acme, line(sold()), starts_at=f"{moment:%Y-%m-%dT%H:%M:%S}+00:00").json()
    made = Subscription.objects.get(pk=told["lines"][0]["subscription"])
    assert (made.status, made.current_state_end_at) == ("pending", moment)


@pytest.mark.parametrize(
    "moment",
    [
        "2020-01-01T00:00:00Z",
        "2999-01-01",
        "2999-01-01T00:00:00",
        "2999-02-30T00:00:00Z",
        "2999-01-01T00:00:00.1234567Z",
        "9999-12-31T23:59:59-14:00",
        "0001-01-01T00:00:00+14:00",
        12,
        None,
    ],
)
def test_a_start_that_is_none_is_refused(moment: Any, program: Client, acme: Customer):
    assert fields_of(place(program, acme, line(sold()), starts_at=moment), 400) == ["starts_at"]
    assert not Order.objects.exists()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"quantity": 0}, "lines.1.quantity"),
        ({"quantity": "5"}, "lines.1.quantity"),
        ({"term": "P2Y"}, "lines.1.term"),
        ({"billing_cycle": None}, "lines.1.billing_cycle"),
        ({"product": "E3"}, "lines.1.product"),
        ({"price": "0.00"}, "lines.1.price"),
        ({"subscription": str(uuid4())}, "lines.1.subscription"),
    ],
)
def test_what_a_line_cannot_say_is_named_by_place(
    values: Any, field: str, program: Client, acme: Customer
):
    answer = place(program, acme, line(sold()), line(sold(), **values))
    assert fields_of(answer, 400) == [field]
    assert not Order.objects.exists()


def test_a_line_of_more_seats_says_nothing_else(program: Client, acme: Customer):
    more = {"subscription": str(running(acme).pk), "quantity": 3, "term": "P1Y"}
    assert fields_of(place(program, acme, more), 400) == ["lines.0.term"]


@pytest.mark.parametrize("lines", [None, [], {}, "all", [None], [[]], [12]])
def test_lines_are_a_list_of_lines(lines: Any, program: Client, acme: Customer):
    answer = send(program, "post", f"customers/{acme.pk}/orders/", {"lines": lines})
    assert all(field.startswith("lines") for field in fields_of(answer, 400))


def test_what_a_rule_forbids_is_named_by_place_and_told(program: Client, acme: Customer):
    retired = sold(is_available=False)
    before = rows_of_customers()
    answer = place(program, acme, line(sold()), line(retired, quantity=400))
    told = problem(answer, 422)
    assert [(error["field"], error["code"]) for error in told["errors"]] == [
        ("lines.1.product", "product_retired")
    ]
    after = rows_of_customers()
    assert (after["Order"], after["Subscription"]) == (before["Order"], before["Subscription"])
    assert ActivityEntry.objects.get().status == "failed"


@pytest.mark.parametrize("name", ["product", "subscription"])
def test_what_it_names_must_be_there(name: str, program: Client, acme: Customer):
    wanted = {"subscription": str(uuid4()), "quantity": 1}
    if name == "product":
        wanted = line(sold(), product=str(uuid4()))
    assert fields_of(place(program, acme, wanted), 422) == [f"lines.0.{name}"]


def test_nothing_is_ordered_for_who_is_no_customer_any_more(program: Client, acme: Customer):
    answer = place(program, end_relationship(acme), line(sold()))
    assert kind_of(answer, 409) == "refused"


def test_nothing_is_ordered_for_who_is_not_there(program: Client, db: None):
    answer = send(program, "post", f"customers/{uuid4()}/orders/", {"lines": [line(sold())]})
    assert kind_of(answer, 404) == "not-found"


def test_a_trial_is_ordered_by_who_may_order_nothing_else(acme: Customer):
    product = trial_product(sku="TRIAL")
    program = program_of(make_staff("ulla", "User management admin"), "customers:write")
    answer = send(program, "post", f"customers/{acme.pk}/trials/", {"product": str(product.pk)})
    assert answer.status_code == 201
    (told,) = answer.json()["lines"]
    assert (told["quantity"], answer.json()["total_price"]) == (25, "0.00")
    paid = {"product": str(sold().pk)}
    refused = send(program, "post", f"customers/{acme.pk}/trials/", paid)
    assert kind_of(refused, 403) == "not-permitted"
    assert kind_of(place(program, acme, line(sold())), 403) == "not-permitted"


def test_a_trial_in_an_order_needs_the_permission_to_order_trials(acme: Customer):
    program = program_of(make_staff("bill", "Billing admin"), "customers:write")
    answer = place(program, acme, line(sold()), line(trial_product(), quantity=25))
    assert kind_of(answer, 403) == "not-permitted"
    assert not Order.objects.exists()


def test_a_product_is_tried_once(program: Client, acme: Customer):
    tried = trying(acme).product
    answer = send(program, "post", f"customers/{acme.pk}/trials/", {"product": str(tried.pk)})
    assert problem(answer, 422)["errors"][0]["code"] == "tried_already"
