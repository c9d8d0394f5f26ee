"""SQLite has one writer at a time: what a program is told while another has a lot to write."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from activitylog.models import ActivityEntry
from partnercenter.wire.answers import refusal
from portal.models import ApiToken, User
from tests.tokens import program_of, token_for

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has many writers"),
]
LOG = "/api/v1/activity/"
SIGN_IN, FORM = "/partner.example/oauth2/token", "application/x-www-form-urlencoded"
RECORD = json.dumps({"occurred_at": "2026-11-20T10:00:00Z", "action": "create_order"})


@contextmanager
def another_writes() -> Iterator[None]:
    """Somebody writes all the while; the portal's own patience is short."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        (patience,) = cursor.fetchone()
        cursor.execute("PRAGMA busy_timeout = 30")
    other = sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        yield
    finally:
        other.close()
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA busy_timeout = {patience}")


def add(program: Client, **headers: str) -> Any:
    return program.post(LOG, RECORD, content_type="application/json", headers=headers)


def test_a_write_is_told_to_come_again_and_changes_nothing(alice: User) -> None:
    program = program_of(alice, "activity:write")
    with another_writes():
        answer = add(program)
        assert ActivityEntry.objects.count() == 0
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["type"].endswith("#problem-busy")
    assert add(program).json()["added"] == 1


def test_a_request_with_a_key_may_come_again(alice: User) -> None:
    program = program_of(alice, "activity:write")
    key = {"Idempotency-Key": "once"}
    with another_writes():
        assert add(program, **key).status_code == 503
    assert add(program, **key).json()["added"] == 1


def test_who_reads_does_not_wait(bob: User) -> None:
    program = program_of(bob, "activity:read", last_used_at=None)
    with another_writes():
        assert program.get(LOG).status_code == 200
    assert ApiToken.objects.get().last_used_at is None
    program.get(LOG)
    assert ApiToken.objects.get().last_used_at is not None


def test_a_late_token_is_refused_at_once_and_told_of_at_the_next_try(bob: User) -> None:
    program = program_of(bob, "activity:read", revoked_at=timezone.now())
    with another_writes():
        assert program.get(LOG).status_code == 401
    assert not ActivityEntry.objects.exists()
    assert program.get(LOG).status_code == 401
    assert ActivityEntry.objects.get().action == "sign_in_failed"


def test_a_client_with_a_wrong_secret_is_refused_at_once(bob: User) -> None:
    token_for(bob, "activity:read", kind="client")
    form = {
        "grant_type": "client_credentials",
        "client_id": str(ApiToken.objects.get().pk),
        "client_secret": "pp_wrong",
    }
    with another_writes():
        answer = Client().post(SIGN_IN, urlencode(form), content_type=FORM)
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


def test_the_compatible_api_says_it_in_its_own_form(alice: User) -> None:
    with another_writes(), pytest.raises(OperationalError) as locked:
        ApiToken.objects.all().delete()
    answer = refusal(locked.value)
    assert (answer.status_code, answer["Retry-After"]) == (503, "10")
    assert json.loads(answer.content)["code"] == 800003


def test_other_faults_of_the_database_are_not_passed_over(
    bob: User, caplog: pytest.LogCaptureFixture
) -> None:
    program = program_of(bob, "activity:read", last_used_at=None)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA query_only = ON")
        try:
            assert program.get(LOG).status_code == 500
        finally:
            cursor.execute("PRAGMA query_only = OFF")
    assert "readonly database" in caplog.text
