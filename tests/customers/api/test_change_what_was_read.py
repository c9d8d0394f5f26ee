"""`If-Match`: a change is made to what was read, or not at all."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from activitylog.models import ActivityEntry
from tests.customers.api.calls import API, send
from tests.customers.api.driving import steps
from tests.customers.driving import World
from tests.customers.operations_table.finding import rows_of_customers
from tests.customers.operations_table.making import license_to, make_user, running
from tests.problems import fields_of, kind_of

if TYPE_CHECKING:
    from customers.models import Customer


@pytest.fixture
def world(acme: Customer) -> World:
    return World(acme)


# About no one row with a version: what makes one, or changes many.
WITHOUT = (
    *("customers/", "products/", "referrals/", "/users/", "/orders/", "/trials/"),
    *("/assign/", "/revoke/"),
)


def test_a_stale_version_changes_nothing_and_is_told(world: World, program: Client):
    """Whatever is done to one row: nobody overwrites what they have not seen."""
    before = rows_of_customers()
    conditional = [step for step in steps(world) if not step[1].endswith(WITHOUT)]
    assert len(conditional) > 15
    for method, address, body in conditional:
        known = ActivityEntry.objects.count()
        answer = send(program, method, address, body, if_match='"999"')
        assert kind_of(answer, 412) == "changed-meanwhile", address
        assert ActivityEntry.objects.count() == known + 1
        assert ActivityEntry.objects.latest("recorded_at").status == "failed"
    assert rows_of_customers() == before


def test_where_no_version_can_be_meant_it_is_refused(world: World, program: Client):
    before = rows_of_customers()
    for method, address, body in steps(world):
        if address.endswith(WITHOUT):
            answer = send(program, method, address, body, if_match='"1"')
            assert fields_of(answer, 400) == ["If-Match"]
    assert rows_of_customers() == before


@pytest.mark.parametrize("tag", ['"1"', 'W/"1"', "*", ' "1" '])
def test_the_version_that_was_read_may_be_changed(tag: str, program: Client, acme: Customer):
    held = running(acme)
    body = {"name": "Büro Köln", "quantity": 12}
    answer = send(program, "patch", f"subscriptions/{held.pk}/", body, if_match=tag)
    assert (answer.status_code, answer["ETag"]) == (200, '"3"')


@pytest.mark.parametrize("tag", ['"2"', '"abc"', '""', '"01"', f'"{9**30}"'])
def test_no_other_tag_may(tag: str, program: Client, acme: Customer):
    held = running(acme)
    for body in ({"quantity": 12}, {"quantity": 10}, {}):
        answer = send(program, "patch", f"subscriptions/{held.pk}/", body, if_match=tag)
        assert kind_of(answer, 412) == "changed-meanwhile"
    held.refresh_from_db()
    assert (held.quantity, held.version) == (10, 1)


def test_the_tag_of_a_compressed_answer_is_good(program: Client, acme: Customer):
    user = license_to(make_user(acme), running(acme))
    address = f"customer-users/{user.pk}/"
    read = program.get(API + address, headers={"Accept-Encoding": "gzip"})
    assert read["ETag"] == 'W/"1"'
    assert json.loads(gzip.decompress(read.content))["version"] == 1
    answer = send(program, "patch", address, {"first_name": "Änne"}, if_match=read["ETag"])
    assert answer.json()["first_name"] == "Änne"
