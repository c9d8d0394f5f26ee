"""Programs sign in with tokens: who is let in, what is noted of it, and what is never told."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import jwt
import pytest
import time_machine
from django.apps import apps
from django.core.cache import cache
from django.db import connection
from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone

from activitylog.models import ActivityEntry
from activitylog.staff.tokens import create_token
from portal.models import ApiToken, User
from portal.tokens.access import LIFETIME, access_token
from tests.problems import kind_of, problem
from tests.signing_in import signed_in
from tests.tokens import bearer, program_of, token_for

LOG = "/api/v1/activity/"
ANYWHERE = "/api/v1/schema/"
WHEN = datetime(2026, 11, 25, 12, tzinfo=UTC)


def ask(header: str, address: str = LOG) -> HttpResponseBase:
    return Client(headers={"Authorization": header}).get(address)


def make_client(owner: User, **values: Any) -> ApiToken:
    secret = token_for(owner, "activity:read", kind="client", **values)
    return ApiToken.objects.get(hint=secret[:8])


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER"])
def test_a_token_lets_its_owner_in(bob: User, scheme: str) -> None:
    assert ask(f"{scheme} {token_for(bob, 'activity:read')}").status_code == 200


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Bearer",
        "Bearer ",
        "Basic Ym9iOnRva2Vu",
        "Bearer pp_unknown",
        "Bearer pp_",
        "Bearer a b",
        "Bearer pp_\xff\xfe",
        "Bearer " + "x" * 5000,
        "Bearer e30.e30.e30",
        "Bearer ..",
        "pp_unknown",
    ],
)
def test_what_is_no_token_is_refused_as_the_standards_say(db: None, header: str) -> None:
    answer = ask(header)
    assert answer["WWW-Authenticate"] == "Bearer"
    assert kind_of(answer, 401) == "not-authenticated"
    assert not ActivityEntry.objects.exists()


def test_a_token_that_is_cut_or_lengthened_is_unknown(bob: User) -> None:
    secret = token_for(bob, "activity:read")
    for wrong in (secret[:-1], f"{secret}x", secret.upper(), secret.removeprefix("pp_")):
        assert ask(f"Bearer {wrong}").status_code == 401


def test_the_session_of_a_browser_does_not_stand_in_for_a_wrong_token(bob: User) -> None:
    as_bob = signed_in(bob)
    assert as_bob.get(LOG).status_code == 200
    assert as_bob.get(LOG, headers={"Authorization": "Bearer pp_unknown"}).status_code == 401


@pytest.mark.parametrize("end", ["expires_at", "revoked_at"])
def test_after_its_end_it_lets_nobody_in(bob: User, end: str) -> None:
    program = program_of(bob, "activity:read", **{end: timezone.now()})
    assert program.get(LOG).status_code == 401


def test_it_ends_in_the_moment_that_was_set(bob: User) -> None:
    program = program_of(bob, "activity:read", expires_at=WHEN)
    with time_machine.travel(WHEN - timedelta(microseconds=1), tick=False):
        assert program.get(LOG).status_code == 200
    with time_machine.travel(WHEN, tick=False):
        assert program.get(LOG).status_code == 401


@pytest.mark.parametrize("lost", ["is_active", "is_staff"])
def test_who_may_not_come_in_any_more_leaves_their_tokens_outside(bob: User, lost: str) -> None:
    program = program_of(bob, "activity:read")
    User.objects.filter(pk=bob.pk).update(**{lost: False})
    assert program.get(LOG).status_code == 401
    User.objects.filter(pk=bob.pk).update(**{lost: True})
    assert program.get(LOG).status_code == 200


def test_it_is_worth_no_more_than_its_owner(bob: User) -> None:
    program = program_of(bob, "activity:read", "customers:write")
    bob.user_permissions.clear()
    assert kind_of(program.get(LOG), 403) == "not-permitted"


def test_it_is_good_for_its_scopes_alone(alice: User) -> None:
    answer = program_of(alice, "customers:read").get(LOG)
    assert kind_of(answer, 403) == "missing-scope"


def test_a_clients_secret_is_no_token(bob: User) -> None:
    secret = token_for(bob, "activity:read", kind="client")
    assert ask(f"Bearer {secret}").status_code == 401


def test_an_access_token_lets_in_for_an_hour(bob: User) -> None:
    client = make_client(bob)
    with time_machine.travel(WHEN, tick=False):
        program = bearer(access_token(client.pk, timezone.now()))
        assert program.get(LOG).status_code == 200
    with time_machine.travel(WHEN + LIFETIME - timedelta(seconds=1), tick=False):
        assert program.get(LOG).status_code == 200
    with time_machine.travel(WHEN + LIFETIME, tick=False):
        assert program.get(LOG).status_code == 401


@pytest.mark.parametrize("end", ["expires_at", "revoked_at"])
def test_an_access_token_is_worth_no_more_than_its_client(bob: User, end: str) -> None:
    client = make_client(bob)
    program = bearer(access_token(client.pk, timezone.now()))
    ApiToken.objects.filter(pk=client.pk).update(**{end: timezone.now()})
    assert program.get(LOG).status_code == 401


def test_no_access_token_is_made_of_a_token(bob: User) -> None:
    token_for(bob, "activity:read")
    token = ApiToken.objects.get()
    assert bearer(access_token(token.pk, timezone.now())).get(LOG).status_code == 401
    assert bearer(access_token(uuid4(), timezone.now())).get(LOG).status_code == 401


def forged(client: ApiToken, settings: Any) -> Iterator[str]:
    now = timezone.now()
    claims = {"iss": settings.BASE_URL, "sub": str(client.pk), "iat": now, "exp": now + LIFETIME}
    # What else is signed with the portal's key must not pass for one.
    key = hashlib.sha256(settings.SECRET_KEY.encode()).digest()
    yield jwt.encode(claims, key, algorithm="HS256")
    yield jwt.encode(claims, None, algorithm="none")
    true = access_token(client.pk, now)
    head, body, _signature = true.split(".")
    yield f"{head}.{body}."
    yield f"{head}.{body}.{true[-1]}"
    later = jwt.encode(claims | {"exp": now + 9 * LIFETIME}, "x" * 32, algorithm="HS256")
    yield ".".join([*later.split(".")[:2], true.split(".")[2]])


def test_access_tokens_are_signed(bob: User, settings: Any) -> None:
    for token in forged(make_client(bob), settings):
        assert ask(f"Bearer {token}").status_code == 401


def test_an_access_token_is_of_this_portal_alone(bob: User, settings: Any) -> None:
    program = bearer(access_token(make_client(bob).pk, timezone.now()))
    settings.BASE_URL = "https://another.example"
    assert program.get(LOG).status_code == 401


def last_use() -> datetime | None:
    return ApiToken.objects.get().last_used_at


def test_its_use_is_noted_once_a_minute(bob: User, django_assert_num_queries: Any) -> None:
    program = program_of(bob, "activity:read", last_used_at=None)
    moments = [WHEN + timedelta(seconds=seconds) for seconds in (0, 59, 60, 119, 500)]
    noted = []
    for moment in moments:
        with time_machine.travel(moment, tick=False):
            program.get(ANYWHERE)
        noted.append(last_use())
    assert noted == [moments[0], moments[0], moments[2], moments[2], moments[4]]


def test_within_the_minute_a_request_reads_one_row_more_and_writes_nothing(
    bob: User, django_assert_max_num_queries: Any
) -> None:
    program = program_of(bob, "activity:read")
    with django_assert_max_num_queries(1):
        assert program.get(ANYWHERE).status_code == 200


def test_the_use_of_a_client_is_noted_too(bob: User) -> None:
    client = make_client(bob, last_used_at=None)
    bearer(access_token(client.pk, timezone.now())).get(ANYWHERE)
    assert last_use() is not None


def test_a_refused_use_is_no_use(bob: User) -> None:
    program = program_of(bob, "activity:read", last_used_at=None, revoked_at=timezone.now())
    program.get(ANYWHERE)
    assert last_use() is None


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"revoked_at": WHEN, "expires_at": WHEN}, "Revoked"),
        ({"expires_at": WHEN}, "Expired"),
        # An end that is still to come is no reason.
        ({"expires_at": WHEN + timedelta(days=999)}, "OwnerInactive"),
        ({}, "OwnerInactive"),
    ],
    ids=["revoked", "expired", "owner left early", "owner left"],
)
def test_late_use_stands_in_the_log_with_its_reason(
    bob: User, values: dict[str, Any], why: str
) -> None:
    secret = token_for(bob, "activity:read", name="Backup", **values)
    User.objects.filter(pk=bob.pk).update(is_active=False)
    with time_machine.travel(WHEN + timedelta(days=1), tick=False):
        Client(headers={"Authorization": f"Bearer {secret}", "User-Agent": "curl/8"}).get(LOG)
    entry = ActivityEntry.objects.get()
    assert (entry.action, entry.status) == ("sign_in_failed", "failed")
    assert (entry.partner_user, entry.application) == (bob.email, "Backup")
    assert entry.resource_id == str(ApiToken.objects.get().pk)
    details = {pair["key"]: pair["value"] for pair in json.loads(entry.details or "")}
    assert details["Reason"] == why
    assert (details["IPAddress"], details["UserAgent"]) == ("127.0.0.1", "curl/8")
    assert secret not in (entry.details or "")


def test_late_use_is_recorded_once_an_hour(bob: User) -> None:
    program = program_of(bob, "activity:read", revoked_at=WHEN)
    found = []
    for minutes in (0, 1, 59, 60, 61, 121):
        with time_machine.travel(WHEN + timedelta(minutes=minutes), tick=False):
            program.get(LOG)
        found.append(ActivityEntry.objects.count())
    assert found == [1, 1, 1, 2, 2, 3]


def test_a_late_use_that_is_recorded_already_writes_nothing(
    bob: User, django_assert_max_num_queries: Any
) -> None:
    program = program_of(bob, "activity:read", revoked_at=timezone.now())
    program.get(LOG)
    # The row, and a transaction's begin and end.
    with django_assert_max_num_queries(3):
        program.get(LOG)


def test_when_late_use_cannot_be_recorded_the_next_one_is(
    bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = program_of(bob, "activity:read", revoked_at=timezone.now())

    def fail(*_arguments: Any, **_named: Any) -> None:
        raise RuntimeError("recording failed")

    with monkeypatch.context() as patched:
        patched.setattr("activitylog.staff.tokens.record_activity", fail)
        assert program.get(LOG).status_code == 500
    assert program.get(LOG).status_code == 401
    assert ActivityEntry.objects.count() == 1


def text_columns() -> Iterator[str]:
    """Every value of every text column there is, and of every other as text."""
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"SELECT * FROM {table}")
            for row in cursor.fetchall():
                yield from (str(value) for value in row)


@pytest.mark.parametrize("kind", list(ApiToken.Kind))
def test_the_secret_is_nowhere_in_the_database(bob: User, kind: Any) -> None:
    token, secret = create_token(
        actor=bob,
        owner=bob,
        name="Backup",
        scopes=["activity:read"],
        source="backup",
        expires_at=None,
        kind=kind,
    )
    ask(f"Bearer {secret}")
    columns = list(text_columns())
    assert token.digest in columns
    # Not the whole, nor what is left when its known beginning is taken away.
    assert not [text for text in columns if secret[8:] in text]
    assert sum(token.digest in text for text in columns) == 1


def test_a_digest_lets_nobody_in(bob: User) -> None:
    token_for(bob, "activity:read")
    digest = ApiToken.objects.get().digest
    for credential in (digest, f"pp_{digest}"):
        assert ask(f"Bearer {credential}").status_code == 401


def test_errors_tell_nothing_of_tokens_and_owners(bob: User) -> None:
    secret = token_for(bob, "activity:read", name="Backup", revoked_at=timezone.now())
    token = ApiToken.objects.get()
    for credential in (secret, "pp_unknown"):
        text = json.dumps(problem(ask(f"Bearer {credential}"), 401))
        for told in (credential, token.hint, token.digest, str(token.pk), "Backup", "bob"):
            assert told not in text


@pytest.fixture
def two_a_minute(settings: Any) -> Iterator[None]:
    settings.API_REQUESTS_PER_MINUTE = 2
    cache.clear()
    yield
    cache.clear()


def test_a_token_that_asks_too_often_waits(two_a_minute: None, bob: User) -> None:
    program, another = program_of(bob, "activity:read"), program_of(bob, "activity:read")
    now = WHEN.timestamp()
    with time_machine.travel(now, tick=False):
        assert [program.get(LOG).status_code for _time in range(3)] == [200, 200, 429]
    with time_machine.travel(now + 20.5, tick=False):
        answer = program.get(LOG)
        assert kind_of(answer, 429) == "throttled"
        assert answer["Retry-After"] == "40"
        assert another.get(LOG).status_code == 200
    with time_machine.travel(now + 61, tick=False):
        assert program.get(LOG).status_code == 200


def test_access_tokens_of_one_client_are_counted_together(two_a_minute: None, bob: User) -> None:
    client = make_client(bob)
    now = timezone.now()
    answers = [
        bearer(access_token(client.pk, now - timedelta(seconds=seconds))).get(LOG).status_code
        for seconds in range(3)
    ]
    assert answers == [200, 200, 429]
