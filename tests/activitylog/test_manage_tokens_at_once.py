"""What is sent twice in one moment makes one token, and one end of it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from activitylog.models import ActivityEntry
from portal.models import ApiToken
from tests.activitylog.test_make_tokens_on_the_page import NEW, SECRET, wanted
from tests.activitylog.test_revoke_tokens import revoke_page
from tests.signing_in import signed_in
from tests.tokens import token_for

if TYPE_CHECKING:
    from django.http import HttpResponseBase
    from django.test import Client

    from portal.models import User

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 4


def at_once(user: User, ask: Callable[[Client], HttpResponseBase]) -> list[HttpResponseBase]:
    clients = [signed_in(user) for _time in range(AT_ONCE)]
    barrier = Barrier(AT_ONCE)

    def run(client: Client) -> HttpResponseBase:
        try:
            barrier.wait()
            return ask(client)
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(run, clients))


def test_a_form_sent_twice_makes_one_token(alice: User) -> None:
    form = wanted("alice")
    answers = at_once(alice, lambda client: client.post(NEW, form))
    assert sorted(answer.status_code for answer in answers) == [200, 302, 302, 302]
    shown = [SECRET.findall(answer.content.decode()) for answer in answers]  # type: ignore[attr-defined]
    assert len([secrets for secrets in shown if secrets]) == 1
    assert ApiToken.objects.count() == ActivityEntry.objects.count() == 1


def test_a_token_is_revoked_once(alice: User) -> None:
    token_for(alice, "activity:read")
    token = ApiToken.objects.get()
    answers = at_once(alice, lambda client: client.post(revoke_page(token)))
    assert {answer.status_code for answer in answers} == {302}
    assert ActivityEntry.objects.count() == 1


def test_late_use_in_one_moment_is_one_entry(alice: User) -> None:
    secret = token_for(alice, "activity:read")
    ApiToken.objects.update(revoked_at="2026-01-01T00:00:00Z")
    header = {"Authorization": f"Bearer {secret}"}
    answers = at_once(alice, lambda client: client.get("/api/v1/activity/", headers=header))
    assert {answer.status_code for answer in answers} == {401}
    assert ActivityEntry.objects.count() == 1
