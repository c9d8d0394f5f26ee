"""Clients get access tokens for their ID and secret, at the addresses of Microsoft's service."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Iterator
from datetime import timedelta
from functools import partial
from io import BytesIO
from typing import Any
from urllib.parse import quote_plus, urlencode
from uuid import uuid4

import jwt
import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from activitylog.models import ActivityEntry
from portal.models import ApiToken, User
from tests.partnercenter.programs import Program, make_program
from tests.tokens import bearer, token_for

TENANT = "partner.example"
V1, V2 = f"/{TENANT}/oauth2/token", f"/{TENANT}/oauth2/v2.0/token"
# Where any token lets in.
ANYWHERE = "/api/v1/schema/"
FORM = "application/x-www-form-urlencoded"
BOTH = pytest.mark.parametrize("address", [V1, V2])


@pytest.fixture(autouse=True)
def _nobody_failed_before() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def program(alice: User) -> Program:
    return make_program(alice)


def ask(address: str, form: dict[str, str] | str, **headers: str) -> Any:
    body = form if isinstance(form, str) else urlencode(form)
    return Client().post(address, body, content_type=FORM, headers=headers)


def basic(client_id: object, secret: str) -> str:
    return "Basic " + b64encode(f"{client_id}:{secret}".encode()).decode()


def details(entry: ActivityEntry) -> dict[str, str]:
    return {pair["key"]: pair["value"] for pair in json.loads(entry.details or "")}


def test_the_older_address_answers_numbers_as_texts(program: Program) -> None:
    moment = timezone.now().replace(microsecond=0)
    resource = "https://api.partnercenter.example"
    with time_machine.travel(moment, tick=False):
        answer = ask(V1, program.form | {"resource": resource})
    start = int(moment.timestamp())
    found = answer.json()
    assert answer.status_code == 200
    assert found.pop("access_token")
    assert found == {
        "token_type": "Bearer",
        "expires_in": "3600",
        "ext_expires_in": "3600",
        "expires_on": str(start + 3600),
        "not_before": str(start),
        "resource": resource,
    }


def test_the_newer_address_answers_numbers_as_numbers(program: Program) -> None:
    answer = ask(V2, program.form | {"scope": "https://api.partnercenter.example/.default"})
    found = answer.json()
    assert found.pop("access_token")
    assert found == {"token_type": "Bearer", "expires_in": 3600, "ext_expires_in": 3600}


@BOTH
def test_the_token_is_good_for_an_hour(address: str, program: Program) -> None:
    signed_in = bearer(ask(address, program.form).json()["access_token"])
    assert signed_in.get(ANYWHERE).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=59)):
        assert signed_in.get(ANYWHERE).status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=61)):
        assert signed_in.get(ANYWHERE).status_code == 401


def test_clients_find_in_the_token_when_it_ends(program: Program) -> None:
    token = ask(V1, program.form).json()
    claims = jwt.decode(token["access_token"], options={"verify_signature": False})
    assert str(claims["exp"]) == token["expires_on"]


@BOTH
def test_answers_are_kept_by_nobody(address: str, program: Program) -> None:
    for form in (program.form, {}):
        answer = ask(address, form)
        assert answer["Cache-Control"] == "no-store"
        assert answer["Content-Type"] == "application/json; charset=utf-8"


@pytest.mark.parametrize("tenant", ["common", str(uuid4()), "Partner GmbH", "v1"])
def test_any_tenant_will_do(tenant: str, program: Program) -> None:
    assert ask(f"/{tenant}/oauth2/token", program.form).status_code == 200


@BOTH
def test_credentials_may_come_as_basic(address: str, program: Program) -> None:
    header = basic(program.row.pk, quote_plus(program.secret))
    answer = ask(address, {"grant_type": "client_credentials"}, Authorization=header)
    assert answer.status_code == 200


def test_beside_basic_the_id_may_stand_in_the_body_too(program: Program) -> None:
    form = {"grant_type": "client_credentials", "client_id": str(program.row.pk)}
    header = basic(program.row.pk, program.secret)
    assert ask(V1, form, Authorization=header).status_code == 200


def test_its_use_is_noted(program: Program) -> None:
    ask(V1, program.form)
    assert program.stored().last_used_at is not None


def test_signing_in_leaves_no_entry(program: Program) -> None:
    ask(V1, program.form)
    assert not ActivityEntry.objects.exists()


@BOTH
@pytest.mark.parametrize(
    "changes",
    [{"client_secret": "another"}, {"client_id": str(uuid4())}, {"client_id": "no \0 id"}],
    ids=["secret", "client", "unreadable"],
)
def test_what_is_wrong_with_credentials_is_not_told(
    changes: dict[str, str], address: str, program: Program
) -> None:
    answer = ask(address, program.form | changes)
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"].startswith("Basic ")
    assert answer.json() == {
        "error": "invalid_client",
        "error_description": "There is no such client, or its secret is another.",
    }


def test_a_token_of_somebody_is_no_client(alice: User) -> None:
    secret = token_for(alice, "customers:read")
    row = ApiToken.objects.get()
    assert ask(V1, Program(row, secret).form).status_code == 401


@pytest.mark.parametrize(
    "header",
    ["Basic", "Basic !!!", "Basic bm9jb2xvbg==", "Basic /////w==", "Bearer x"],
)
def test_a_header_that_is_no_basic_is_told(header: str, program: Program) -> None:
    answer = ask(V1, {"grant_type": "client_credentials"}, Authorization=header)
    assert answer.status_code == 401
    assert answer.json()["error"] == "invalid_client"
    assert "Basic" in answer.json()["error_description"]


BAD_REQUESTS = {
    "must be application/x-www-form-urlencoded": "",
    "grant_type is missing": "grant_type=",
    "client_id and client_secret are needed": "grant_type=client_credentials&client_id=x",
    "grant_type is given twice": "grant_type=client_credentials&grant_type=client_credentials",
    "too many fields": "field&" * 6_000,
}


@BOTH
@pytest.mark.parametrize(("reason", "body"), BAD_REQUESTS.items(), ids=BAD_REQUESTS)
def test_what_cannot_be_read_is_told(reason: str, body: str, address: str, db: None) -> None:
    answer = ask(address, body)
    assert answer.status_code == 400
    assert answer.json()["error"] == "invalid_request"
    assert reason in answer.json()["error_description"]


def test_credentials_given_twice_are_refused(program: Program) -> None:
    header = basic(program.row.pk, program.secret)
    answer = ask(V1, program.form, Authorization=header)
    assert answer.status_code == 400
    assert "twice" in answer.json()["error_description"]


def test_another_grant_is_refused(program: Program) -> None:
    answer = ask(V1, program.form | {"grant_type": "password"})
    assert (answer.status_code, answer.json()["error"]) == (400, "unsupported_grant_type")


def test_a_body_that_is_no_form_is_refused(program: Program) -> None:
    answer = Client().post(V1, program.form, content_type="application/json")
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")
    assert FORM in answer.json()["error_description"]


def in_chunks(body: str) -> Any:
    """What is answered to a body that says nothing of its length."""
    server: dict[str, Any] = {
        "wsgi.input": BytesIO(body.encode()),
        "wsgi.input_terminated": True,
        "CONTENT_TYPE": FORM,
    }
    return Client().generic("POST", V1, headers={"Transfer-Encoding": "chunked"}, **server)


def test_a_form_may_come_in_chunks(program: Program) -> None:
    assert in_chunks(urlencode(program.form)).status_code == 200


@pytest.mark.parametrize("send", [in_chunks, partial(ask, V1)], ids=["chunks", "length"])
def test_a_huge_body_is_not_read(send: Callable[[str], Any], db: None) -> None:
    answer = send("x" * 64_001)
    assert (answer.status_code, answer.json()["error"]) == (413, "invalid_request")


def test_a_compressed_body_is_refused(program: Program) -> None:
    answer = ask(V1, program.form, **{"Content-Encoding": "gzip"})
    assert (answer.status_code, answer.json()["error"]) == (415, "invalid_request")


@pytest.mark.parametrize("method", ["get", "put", "delete", "options"])
def test_there_is_only_post(method: str, db: None) -> None:
    answer = getattr(Client(), method)(V1)
    assert answer.status_code == 405
    assert answer["Content-Type"] == "application/json; charset=utf-8"


ENDS = {
    "Revoked": {"revoked_at": timezone.now() - timedelta(days=1)},
    "Expired": {"expires_at": timezone.now() - timedelta(days=1)},
    "OwnerInactive": {},
}


@pytest.mark.parametrize(("why", "values"), ENDS.items(), ids=ENDS)
def test_a_client_after_its_end_is_refused_and_stands_in_the_log_once(
    why: str, values: dict[str, Any], alice: User
) -> None:
    program = make_program(alice, **values)
    User.objects.filter(pk=alice.pk).update(is_active=why != "OwnerInactive")
    answers = [ask(V1, program.form) for _attempt in range(3)]
    assert [answer.status_code for answer in answers] == [401, 401, 401]
    assert answers[0].json()["error"] == "invalid_client"
    assert program.stored().last_used_at is None
    entry = ActivityEntry.objects.get()
    assert (entry.action, entry.status) == ("sign_in_failed", "failed")
    assert (entry.application, entry.resource_id) == ("Nightly report", str(program.row.pk))
    assert details(entry)["Reason"] == why


def test_a_wrong_secret_of_a_known_client_stands_in_the_log_once(program: Program) -> None:
    for _attempt in range(3):
        ask(V1, program.form | {"client_secret": "guessed"})
    entry = ActivityEntry.objects.get()
    assert details(entry)["Reason"] == "WrongSecret"
    assert "guessed" not in (entry.details or "")


def test_strangers_do_not_fill_the_log(db: None) -> None:
    form = {"grant_type": "client_credentials", "client_id": str(uuid4()), "client_secret": "x"}
    ask(V1, form)
    assert not ActivityEntry.objects.exists()


def test_whoever_fails_too_often_has_to_wait_wherever_they_try(program: Program) -> None:
    wrong = program.form | {"client_secret": "guessed"}
    with time_machine.travel(timezone.now(), tick=False) as clock:
        for _attempt in range(30):
            assert ask(V1, wrong).status_code == 401
        answer = ask(V2, program.form)
        assert answer.status_code == 429
        assert answer.json()["error"] == "temporarily_unavailable"
        assert answer["Retry-After"] == "60"
        clock.shift(61)
        assert ask(V2, program.form).status_code == 200


def test_others_do_not_wait_for_who_fails(program: Program) -> None:
    wrong = urlencode(program.form | {"client_secret": "guessed"})
    for _attempt in range(31):
        Client(REMOTE_ADDR="198.51.100.7").post(V1, wrong, content_type=FORM)
    assert ask(V1, program.form).status_code == 200


def test_who_signs_in_rightly_never_waits(program: Program) -> None:
    statuses = {ask(V1, program.form).status_code for _attempt in range(40)}
    assert statuses == {200}
