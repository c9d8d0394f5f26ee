"""What comes is UTF-8, or is refused: read as anything else it would mean something else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.activitylog.api.asking import ACTIVITY
from tests.problems import errors_of, kind_of
from tests.tokens import program_of

if TYPE_CHECKING:
    from django.test import Client

    from customers.models import Customer
    from portal.models import User

CUSTOMERS = "/api/v1/customers/"
BOM = b"\xef\xbb\xbf"
RECORD = b'{"occurred_at": "2026-03-04T05:06:07Z", "action": "create_order"}'
JSON = "application/json"


@pytest.fixture
def program(alice: User) -> Client:
    scopes = ("activity:read", "activity:write", "customers:read", "customers:write")
    return program_of(alice, *scopes)


def test_a_mark_at_its_beginning_says_nothing(program: Client, acme: Customer) -> None:
    assert program.post(ACTIVITY, BOM + RECORD, JSON).json()["added"] == 1
    named = program.patch(f"{CUSTOMERS}{acme.pk}/", BOM + b'{"city": "Bonn"}', JSON)
    assert (named.status_code, named.json()["city"]) == (200, "Bonn")


@pytest.mark.parametrize("charset", ["latin-1", "utf-16", "nonsense", '"iso-8859-1"'])
def test_a_body_that_says_it_is_something_else_is_refused(program: Client, charset: str) -> None:
    answer = program.generic("POST", ACTIVITY, RECORD, f"{JSON}; charset={charset}")
    assert kind_of(answer, 415) == "unsupported-media-type"


@pytest.mark.parametrize("charset", ["utf-8", "UTF-8", "utf8", '"utf-8"'])
def test_a_body_may_say_what_it_is(program: Client, charset: str) -> None:
    answer = program.post(ACTIVITY, RECORD, f"{JSON}; charset={charset}")
    assert answer.status_code == 200


@pytest.mark.parametrize("address", [ACTIVITY, CUSTOMERS])
def test_a_parameter_that_is_none_is_refused(program: Client, address: str) -> None:
    assert errors_of(program.get(f"{address}?limit=1&q=%FF")) == [("q", "This is not UTF-8.")]
    assert errors_of(program.get(f"{address}?%FF=1")) == [("\ufffd", "This is not UTF-8.")]


@pytest.mark.parametrize("query", ["q=%C3%BC", "q=\u00fc"])
def test_a_parameter_may_be_of_any_letters(program: Client, query: str) -> None:
    server: dict[str, Any] = {"QUERY_STRING": query.encode().decode("latin-1")}
    assert program.get(CUSTOMERS, **server).status_code == 200
