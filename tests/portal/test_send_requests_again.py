"""A request with an Idempotency-Key is done once, however often it is sent."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.db import DatabaseError, connection
from django.utils import timezone

from portal.api.idempotency import LEASE, REMOVED_AT_ONCE
from portal.models import KeptAnswer
from tests.portal.counting import ADDRESS, Counting
from tests.problems import kind_of
from tests.tokens import bearer, program_of, token_for

if TYPE_CHECKING:
    from django.test import Client

    from portal.models import User

pytestmark = pytest.mark.urls("tests.portal.counting")
KEY = "5f3e"


def send(
    client: Client, body: Any = None, key: str | None = KEY, *, path: str = "", method: str = "post"
) -> Any:
    headers = {} if key is None else {"Idempotency-Key": key}
    content = json.dumps({} if body is None else body)
    return getattr(client, method)(
        ADDRESS + path, content, content_type="application/json", headers=headers
    )


def test_the_first_answer_is_given_again(program: Client, calls: list[Any]) -> None:
    first, second = send(program), send(program)
    assert (first.status_code, len(calls)) == (201, 1)
    assert (second.status_code, second.content) == (201, first.content)
    for name in ("Content-Type", "Location", "ETag"):
        assert second[name] == first[name]
    assert ("Idempotency-Replayed" in first, second["Idempotency-Replayed"]) == (False, "true")


def test_without_a_key_it_is_done_each_time(program: Client, calls: list[Any]) -> None:
    assert [send(program, key=None).json()["call"] for _time in range(2)] == [1, 2]
    assert not KeptAnswer.objects.exists()


def test_with_another_key_it_is_done_again(program: Client, calls: list[Any]) -> None:
    assert [send(program, key=key).json()["call"] for key in ("a", "b", "a")] == [1, 2, 1]


def test_keys_belong_to_who_sends_them(
    alice: User, bob: User, program: Client, as_alice: Client, calls: list[Any]
) -> None:
    other = program_of(alice, "customers:write")
    for client in (program, other, as_alice, program_of(bob, "customers:write")):
        assert "Idempotency-Replayed" not in send(client)
    assert len(calls) == 4


def test_the_first_answer_is_given_again_in_a_browsers_session(
    as_alice: Client, calls: list[Any]
) -> None:
    assert [send(as_alice).json()["call"] for _time in range(2)] == [1, 1]


@pytest.mark.parametrize("kind", ["invalid", "not-found", "refused", "unprocessable"])
def test_a_refusal_is_given_again(program: Client, calls: list[Any], kind: str) -> None:
    first, second = send(program, {"kind": kind}), send(program, {"kind": kind})
    assert (second.status_code, second.content) == (first.status_code, first.content)
    assert (kind_of(second, second.status_code), len(calls)) == (kind, 1)


@pytest.mark.parametrize(
    "kind", ["not-authenticated", "not-permitted", "changed-meanwhile", "throttled"]
)
def test_what_may_pass_is_not_kept(program: Client, calls: list[Any], kind: str) -> None:
    answers = [send(program, {"kind": kind}) for _time in range(2)]
    assert len(calls) == 2
    assert not any("Idempotency-Replayed" in answer for answer in answers)
    assert not KeptAnswer.objects.exists()


@pytest.mark.parametrize("kind", ["crash", "busy"])
def test_what_failed_is_tried_again_at_once(program: Client, calls: list[Any], kind: str) -> None:
    answers = [send(program, {"kind": kind}) for _time in range(2)]
    assert [answer.status_code // 100 for answer in answers] == [5, 5]
    assert len(calls) == 2


@pytest.mark.parametrize(
    ("body", "path", "method"), [({"a": 1}, "", "post"), ({}, "?a=1", "post"), ({}, "", "patch")]
)
def test_a_key_is_good_for_one_request_only(
    program: Client, calls: list[Any], body: Any, path: str, method: str
) -> None:
    send(program)
    answer = send(program, body, path=path, method=method)
    assert kind_of(answer, 422) == "idempotency-key-reused"
    assert len(calls) == 1


@pytest.mark.parametrize("key", ["", "x" * 256, "ü", "a\tb"])
def test_a_key_is_printable_ascii(program: Client, calls: list[Any], key: str) -> None:
    answer = send(program, key=key)
    assert (kind_of(answer, 400), calls) == ("invalid", [])
    assert answer.json()["errors"][0]["field"] == "Idempotency-Key"


@pytest.mark.parametrize("key", ["x" * 255, "a b", "~!"])
def test_a_key_may_be_any_of_that(program: Client, calls: list[Any], key: str) -> None:
    assert [send(program, key=key).status_code for _time in range(2)] == [201, 201]
    assert len(calls) == 1


def test_reading_takes_no_key(program: Client, calls: list[Any]) -> None:
    for _time in range(2):
        program.get(ADDRESS, headers={"Idempotency-Key": KEY})
    assert (len(calls), KeptAnswer.objects.count()) == (2, 0)


def test_who_may_not_is_told_so_before(alice: User, calls: list[Any]) -> None:
    assert send(program_of(alice, "customers:read")).status_code == 403
    assert not KeptAnswer.objects.exists()


def test_an_answer_is_kept_for_a_day(alice: User, calls: list[Any]) -> None:
    program = program_of(alice, "customers:write", last_used_at=timezone.now())
    with time_machine.travel("2026-05-06T12:00:00Z", tick=False) as clock:
        send(program)
        clock.shift(timedelta(hours=24))
        assert send(program).json()["call"] == 1
        clock.shift(timedelta(seconds=1))
        assert send(program, {"other": "request"}).json()["call"] == 2


def test_old_answers_are_removed_in_passing_but_not_all_at_once(
    program: Client, calls: list[Any]
) -> None:
    then = timezone.now() - timedelta(hours=25)
    KeptAnswer.objects.bulk_create(
        KeptAnswer(caller="token-x", key=str(n), claimed_at=then, status=200)
        for n in range(REMOVED_AT_ONCE + 5)
    )
    send(program)
    assert KeptAnswer.objects.filter(caller="token-x").count() == 5
    send(program, key="another")
    assert set(KeptAnswer.objects.values_list("key", flat=True)) == {KEY, "another"}


@pytest.mark.django_db(transaction=True)
def test_the_same_at_once_is_done_once(alice: User, calls: list[Any]) -> None:
    secret = token_for(alice, "customers:write")

    def sent() -> Any:
        try:
            return send(bearer(secret), {"wait": True})
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(sent)
        assert Counting.entered.wait(10)
        busy = pool.submit(sent).result()
        Counting.released.set()
        assert first.result().status_code == 201
    assert kind_of(busy, 409) == "idempotency-key-busy"
    assert busy["Retry-After"] == "1"
    again = send(bearer(secret), {"wait": True})
    assert (again.json()["call"], len(calls)) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_many_at_once_are_done_once(alice: User, calls: list[Any]) -> None:
    secret = token_for(alice, "customers:write")

    def sent(_number: int) -> int:
        try:
            return int(send(bearer(secret)).status_code)
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        statuses = list(pool.map(sent, range(12)))
    assert (set(statuses) <= {201, 409}, 201 in statuses, len(calls)) == (True, True, 1)


def test_what_died_under_way_is_done_again_after_a_while(program: Client, calls: list[Any]) -> None:
    send(program)
    KeptAnswer.objects.update(status=None, claimed_at=timezone.now() - LEASE + timedelta(minutes=1))
    assert kind_of(send(program), 409) == "idempotency-key-busy"
    KeptAnswer.objects.update(claimed_at=timezone.now() - LEASE)
    assert [send(program).json()["call"] for _time in range(2)] == [2, 2]


def test_what_took_too_long_does_not_overwrite_what_was_answered_since(
    program: Client, calls: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(view: Counting, request: Any) -> Any:
        monkeypatch.undo()
        KeptAnswer.objects.update(claimed_at=timezone.now() - LEASE)
        send(program)
        return Counting.post(view, request)

    monkeypatch.setattr(Counting, "post", slow)
    assert send(program).json()["call"] == 2
    assert send(program).json()["call"] == 1


@pytest.mark.django_db(transaction=True)
def test_an_answer_that_cannot_be_kept_is_given_all_the_same(
    program: Client, calls: list[Any], caplog: pytest.LogCaptureFixture
) -> None:
    def no_update(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith('UPDATE "portal_keptanswer"'):
            raise DatabaseError
        return execute(sql, *rest)

    with connection.execute_wrapper(no_update):
        assert send(program).status_code == 201
    assert "could not be kept" in caplog.text
    assert kind_of(send(program), 409) == "idempotency-key-busy"
