"""What a refused request is told, in words that say what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.activitylog.api.asking import ACTIVITY
from tests.problems import kind_of, problem
from tests.signing_in import in_a_browser
from tests.tokens import program_of

if TYPE_CHECKING:
    from django.test import Client

    from portal.models import User

CUSTOMERS = "/api/v1/customers/"
JSON = "application/json"


@pytest.fixture
def program(alice: User) -> Client:
    scopes = ("activity:read", "activity:write", "customers:read", "customers:write")
    return program_of(alice, *scopes)


@pytest.mark.parametrize("body", [b"{", b"[{},]", b"no JSON"])
def test_a_body_that_is_no_json(program: Client, body: bytes) -> None:
    told = problem(program.post(ACTIVITY, body, JSON), 400)
    assert told["detail"].startswith("The body: this is not valid JSON: ")


def test_a_browser_is_told_nothing_of_tokens_it_does_not_have(as_alice: Client) -> None:
    told = problem(in_a_browser(as_alice).post(ACTIVITY, b"{}", JSON), 403)
    assert told["title"] == "You may not do this"


def test_the_fields_of_a_body_are_told_as_parameters_are(program: Client) -> None:
    told: dict[str, Any] = problem(program.post(CUSTOMERS, b'{"domain": 1, "x": 2}', JSON), 400)
    assert told["detail"] == " ".join(f"{e['field']}: {e['reason']}" for e in told["errors"])


def test_a_body_as_a_whole_is_told_without_a_field(program: Client) -> None:
    told = problem(program.post(CUSTOMERS, b"[]", JSON), 400)
    assert told["detail"] == told["errors"][0]["reason"]


def test_what_can_be_done_instead_is_only_what_can_be_done(program: Client) -> None:
    answer = program.options(ACTIVITY)
    assert kind_of(answer, 405) == "method-not-allowed"
    assert answer["Allow"] == "GET, HEAD, POST"
