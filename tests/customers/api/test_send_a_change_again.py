"""Who sends the same again, because the answer got lost, changes nothing twice."""

from __future__ import annotations

from uuid import uuid4

from django.test import Client

from activitylog.models import ActivityEntry
from customers.models import Customer, Order
from tests.customers.api.calls import kind_of, send
from tests.customers.operations_table.making import running, sold


def an_order() -> dict[str, object]:
    line = {"product": str(sold().pk), "quantity": 3, "term": "P1Y", "billing_cycle": "monthly"}
    return {"lines": [line]}


def test_an_order_with_a_key_is_placed_once(program: Client, acme: Customer):
    address, body, key = f"customers/{acme.pk}/orders/", an_order(), str(uuid4())
    first = send(program, "post", address, body, idempotency_key=key)
    again = send(program, "post", address, body, idempotency_key=key)
    assert first.status_code == again.status_code == 201
    assert (again.content, again["ETag"], again["Location"]) == (
        first.content,
        first["ETag"],
        first["Location"],
    )
    assert Order.objects.count() == 1
    assert ActivityEntry.objects.filter(action="create_order").count() == 1


def test_an_order_of_an_id_is_placed_once(program: Client, acme: Customer):
    body = {"id": str(uuid4()), **an_order()}
    first = send(program, "post", f"customers/{acme.pk}/orders/", body)
    assert first.json()["id"] == body["id"]
    again = send(program, "post", f"customers/{acme.pk}/orders/", body)
    assert kind_of(again, 409) == "refused"
    assert again.json()["errors"][0]["code"] == "ordered_already"
    assert Order.objects.count() == 1


def test_what_was_refused_stays_refused_and_is_told_once(program: Client, acme: Customer):
    held, key = running(acme), str(uuid4())
    for _time in range(2):
        answer = send(
            program, "patch", f"subscriptions/{held.pk}/", {"quantity": 999}, idempotency_key=key
        )
        assert kind_of(answer, 422) == "unprocessable"
    assert ActivityEntry.objects.filter(status="failed").count() == 1
