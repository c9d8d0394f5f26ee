"""Who sends the same again, because the answer got lost, changes nothing twice."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from activitylog.models import ActivityEntry
from customers.models import Customer, Order
from portal.api.idempotency import LEASE
from portal.models import KeptAnswer
from tests.customers.api.calls import send
from tests.customers.api.driving import steps
from tests.customers.driving import World
from tests.customers.operations_table.making import running, sold
from tests.problems import kind_of


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


@pytest.fixture
def world(acme: Customer) -> World:
    return World(acme)


def makes(world: World) -> list[tuple[str, dict[str, Any]]]:
    """Every address that makes a row, and a body for it."""
    posts = [(address, body) for method, address, body in steps(world) if method == "post"]
    ends = ("customers/", "products/", "referrals/", "/orders/", "/trials/", "/users/")
    return [(address, body) for address, body in posts if address.endswith(ends)]


@pytest.mark.parametrize("place", range(6))
def test_what_was_made_is_answered_although_the_first_answer_was_lost(
    program: Client, world: World, place: int
):
    address, body = makes(world)[place]
    first = send(program, "post", address, body, idempotency_key="k")
    assert first.status_code == 201, first.content
    entries = ActivityEntry.objects.count()
    # As a worker leaves it that has died before it kept the answer.
    KeptAnswer.objects.update(status=None, claimed_at=timezone.now() - LEASE)
    again = send(program, "post", address, body, idempotency_key="k")
    assert (again.status_code, again.content) == (201, first.content)
    assert (again["Location"], again["ETag"]) == (first["Location"], first["ETag"])
    assert ActivityEntry.objects.count() == entries


def test_what_was_not_made_before_its_worker_died_is_made(program: Client, acme: Customer):
    address, body = f"customers/{acme.pk}/orders/", an_order()
    first = send(program, "post", address, body, idempotency_key="k", if_match="*")
    assert first.status_code == 400
    KeptAnswer.objects.update(status=None, claimed_at=timezone.now() - LEASE)
    assert send(program, "post", address, body, idempotency_key="k").status_code == 201
    assert Order.objects.count() == 1


def test_what_was_changed_meanwhile_can_be_sent_again(program: Client, acme: Customer):
    held = running(acme)
    address, body = f"subscriptions/{held.pk}/", {"name": "Büro"}
    old = send(program, "patch", address, body, idempotency_key="k", if_match='"7"')
    assert kind_of(old, 412) == "changed-meanwhile"
    fresh = send(program, "patch", address, body, idempotency_key="k", if_match='"1"')
    assert (fresh.status_code, fresh.json()["name"]) == (200, "Büro")


def test_what_was_refused_stays_refused_and_is_told_once(program: Client, acme: Customer):
    held, key = running(acme), str(uuid4())
    for _time in range(2):
        answer = send(
            program, "patch", f"subscriptions/{held.pk}/", {"quantity": 999}, idempotency_key=key
        )
        assert kind_of(answer, 422) == "unprocessable"
    assert ActivityEntry.objects.filter(status="failed").count() == 1
