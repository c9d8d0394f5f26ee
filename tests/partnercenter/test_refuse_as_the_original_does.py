"""Errors in the original's form, and the headers that every answer has."""

from __future__ import annotations

import logging
from uuid import UUID, uuid4

import pytest
from django.test import Client

from partnercenter.auditrecords import views
from portal.models import User
from tests.partnercenter.serving import NOON, RECORDS, add, ask, ids, page, refusal
from tests.tokens import bearer, program_of

ROUTES = [RECORDS, "/auditactivity/v1/auditrecords", f"{RECORDS}/p_1", "/v1//v1/auditrecords/"]


@pytest.mark.parametrize("path", ROUTES)
def test_without_a_token_one_is_asked_for(path, db):
    answer = ask(Client(), path=path)

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert answer.json() == {
        "code": 800001,
        "description": "Authentication credentials were not provided.",
        "source": "PartnerFD",
    }


def test_a_session_of_the_browser_is_no_token(as_alice):
    assert ask(as_alice).status_code == 401


def test_a_token_that_is_none_is_refused(db):
    answer = ask(bearer("pp_wrong"))

    assert (answer.status_code, answer.json()["code"]) == (401, 400)
    assert answer["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("path", ROUTES)
def test_a_token_for_something_else_is_refused(path, alice):
    answer = ask(program_of(alice, "customers:read"), path=path)

    assert (answer.status_code, answer.json()["code"]) == (403, 900150)


@pytest.mark.parametrize("path", ROUTES)
def test_an_owner_who_may_not_read_the_log_is_refused(path, charlie):
    answer = ask(program_of(charlie, "activity:read"), path=path)

    assert (answer.status_code, answer.json()["code"]) == (403, 900150)


def test_an_owner_who_may_read_the_log_is_enough(bob):
    assert ask(program_of(bob, "activity:read")).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_records_can_only_be_read(method, program):
    answer = getattr(program, method)(RECORDS)

    assert answer.status_code == 405
    assert answer.json()["source"] == "PartnerFD"


def test_the_head_of_an_answer_can_be_had_alone(program):
    answer = program.head(RECORDS)

    assert (answer.status_code, answer.content) == (200, b"")


@pytest.mark.parametrize("accept", ["application/xml", "text/html"])
def test_who_accepts_no_json_is_told_so(accept, program):
    answer = ask(program, Accept=accept)

    assert answer.status_code == 406
    assert answer["Content-Type"] == "application/json; charset=utf-8"


@pytest.mark.parametrize(
    "accept",
    ["application/json", "application/json; charset=utf-8", "*/*", "application/json, text/json"],
)
def test_who_accepts_json_gets_it(accept, program):
    answer = ask(program, Accept=accept)

    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json; charset=utf-8"
    assert answer.content.startswith(b"{")


def test_too_many_requests_are_told_when_to_come_again(program, settings):
    settings.API_REQUESTS_PER_MINUTE = 2
    assert [ask(program).status_code for _time in range(2)] == [200, 200]

    answer = ask(program)

    seconds = answer["Retry-After"]
    assert 0 < int(seconds) <= 60
    assert answer.json() == {
        "statusCode": 429,
        "message": f"Rate limit is exceeded. Try again in {seconds} seconds.",
    }


def test_what_breaks_is_logged_and_not_told(program, monkeypatch, caplog):
    def broken(_entry: object) -> bytes:
        raise RuntimeError("the secret of the house")

    add(NOON)
    monkeypatch.setattr(views, "render", broken)

    answer = ask(program, "startDate=2026-06-01", MS_RequestId=str(uuid4()))

    assert answer.status_code == 500
    assert (answer.json()["code"], answer.json()["source"]) == (800003, "PartnerFD")
    assert b"secret" not in answer.content
    [error] = [record for record in caplog.records if record.exc_info]
    assert error.levelno == logging.ERROR
    assert "the secret of the house" in str(error.exc_info)


def test_an_unknown_parameter_is_refused_by_name(program):
    assert refusal(program, "startDate=2026-06-01&customer=x") == (
        "“customer” is no parameter of this address."
    )


def test_a_value_without_a_name_is_refused_and_nothing_at_all_is_not(program):
    assert refusal(program, "=0") == "“” is no parameter of this address."
    assert ids(page(program, "&&size=5&")) == []


def test_a_parameter_that_stands_twice_is_refused(program):
    assert refusal(program, "startDate=2026-06-01&StartDate=2026-06-01") == (
        "“StartDate” stands twice in the address."
    )
    assert refusal(program, "startDate=2026-06-01&auditRequest.startDate=2026-06-02") == (
        "startDate is given twice: startDate and auditRequest.startDate differ."
    )


def test_what_was_sent_is_said_back_shortened(program):
    assert len(refusal(program, f"startDate={'x' * 5000}")) < 300


def test_headers_that_mean_nothing_here_disturb_nobody(program):
    headers = {
        "MS_Contract_Version": "v1",
        "X_Locale": "de-DE",
        "Accept_Language": "de",
        "MS_PartnerCenter_Application": "Example",
        "MS_PartnerCenter_Client": ".NET",
        "MS_SdkVersion": "1.15",
        "MS_Enforce_MFA": "true",
        "ocp_apim_subscription_key": "x",
        "x_ms_client_request_id": "x",
        "If_Match": "x",
    }

    assert ids(page(program, **headers)) == []
    assert refusal(program, "size=x", **headers).startswith("size must be a number")


NAMES = ("MS-RequestId", "MS-CorrelationId")


@pytest.mark.parametrize("query", ["", "size=x"])
@pytest.mark.parametrize("path", [RECORDS, "/v1/nothing"])
def test_the_numbers_of_a_request_come_back(query, path, program):
    request, correlation = str(uuid4()), str(uuid4()).upper()

    answer = ask(program, query, path, MS_RequestId=request, ms_correlationid=correlation)

    assert [answer[name] for name in NAMES] == [request, correlation]


@pytest.mark.parametrize("given", ["", "x", "1" * 400, "{0c39d6d5-c70d-4c55-bc02-f620844f3fd1}"])
def test_numbers_are_made_where_none_came(given, program):
    answer = ask(program, MS_RequestId=given, MS_CorrelationId=given)

    made = [UUID(answer[name]) for name in NAMES]
    assert made[0] != made[1]
    assert str(made[0]) != given


def test_what_is_refused_before_it_is_looked_at_has_numbers_too(db):
    assert all(UUID(ask(Client())[name]) for name in NAMES)


def test_texts_are_english_whatever_the_owner_reads(alice: User):
    User.objects.filter(pk=alice.pk).update(language="de")

    assert refusal(program_of(alice, "activity:read"), "size=x", Accept_Language="de").startswith(
        "size must be a number"
    )


def test_nothing_is_redirected(program):
    for path in (
        "/v1",
        "/v1/auditrecords/",
        "/auditactivity/v1",
        "/auditactivity/v1/auditrecords/",
    ):
        assert ask(program, path=path).status_code in (200, 404)
