"""Programs change customers by services only, and each change has its entry."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import resolve

from activitylog.models import ActivityEntry
from portal.api.views import PortalAPIView
from tests.customers.api.calls import send
from tests.customers.api.driving import drive, steps
from tests.customers.driving import World
from tests.customers.operations_table import TABLE
from tests.customers.operations_table.finding import rows_of_customers
from tests.customers.operations_table.rows import name_of
from tests.customers.watching import watched
from tests.portal.addresses import Things, routes
from tests.problems import fields_of, problem

if TYPE_CHECKING:
    from customers.models import Customer

# Time's own.
WITHOUT_AN_ENDPOINT = {"customers.services.subscriptions.advancing.advance_subscription"}
WRITING = ("POST", "PATCH", "DELETE")
A_KEY = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


@pytest.fixture
def world(acme: Customer) -> World:
    return World(acme)


def test_each_service_has_an_endpoint(world: World, program: Client):
    with watched() as watch:
        drive(program, world)
    assert {name_of(row.operation) for row in TABLE} - watch.services == WITHOUT_AN_ENDPOINT


def test_each_endpoint_that_writes_is_driven(world: World, db: None):
    things, driven = Things(), set()
    for method, address, _body in steps(world):
        driven.add((method.upper(), A_KEY.sub("KEY", f"/api/v1/{address}")))
    writing = set()
    for name, route in routes().items():
        if name.startswith("api_") and ":" not in name and "activity" not in name:
            view: Any = resolve(things.address(route)).func
            assert issubclass(view.cls, PortalAPIView)
            methods = set(view.cls().allowed_methods).intersection(WRITING)
            writing |= {(method, re.sub("<[^>]+>", "KEY", route)) for method in methods}
    assert driven == writing


def test_every_entry_names_the_program_and_whose_it_is(world: World, program: Client):
    correlation_id = str(uuid4())
    known = set(ActivityEntry.objects.values_list("pk", flat=True))
    for method, address, body in steps(world):
        send(program, method, address, body, x_correlation_id=correlation_id)
    entries = ActivityEntry.objects.exclude(pk__in=known)
    assert len(entries) > len(steps(world))
    told = {
        (entry.status, entry.partner_user, entry.application, entry.source, entry.correlation_id)
        for entry in entries
    }
    assert told == {
        ("succeeded", "alice@partner.example", "Nightly sync", "portal", correlation_id)
    }


HALF = '"\\ud800"'
HOSTILE = (
    "null",
    "[]",
    '"text"',
    "12",
    "{",
    "{}{}",
    '{"a": NaN}',
    '{"name": "a", "name": "b"}',
    "[" * 100_000,
    '{"lines":' * 2_000,
    '{"strange": 1}',
    f"{{{HALF}: {HALF}}}",
    "\xff",
    "9" * 5_000,
    '{"x": 1e400}',
)


def hostile_bodies(body: Any) -> list[Any]:
    """The body with each of its fields made into what it cannot be."""
    values: tuple[Any, ...] = (
        None,
        "",
        "a\0b",
        "\ud800",
        [],
        {},
        [[]],
        True,
        -1,
        0,
        2**31,
        2**63,
        1e300,
        1.5,
        "x" * 5000,
    )
    return [
        {**body, field: value} for field in (body or {}) for value in values if body[field] != value
    ]


def test_nothing_that_is_no_body_of_ours_changes_anything(world: World, program: Client):
    before = rows_of_customers()
    for method, address, _body in steps(world):
        for text in HOSTILE:
            answer = send(program, method, address, text.encode("latin-1"))
            assert problem(answer, 400)["detail"], (address, text[:80])
    assert rows_of_customers() == before


def test_no_value_that_a_field_cannot_have_breaks_an_endpoint(world: World, program: Client):
    with watched():
        for method, address, body in steps(world):
            for changed in hostile_bodies(body):
                answer = send(program, method, address, changed)
                assert answer.status_code < 500, (address, changed, answer.content)


UNREADABLE = ("3", '"3', '3"', '"1", "2"', "W/3", "", '"ü"')


def test_a_version_that_cannot_be_read_is_refused(world: World, program: Client):
    before = rows_of_customers()
    for method, address, body in steps(world):
        for header in UNREADABLE:
            answer = send(program, method, address, body, if_match=header)
            assert fields_of(answer, 400) == ["If-Match"]
    assert rows_of_customers() == before
