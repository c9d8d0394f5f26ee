"""Tokens are made on a page, which shows the secret in its answer and nowhere else."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.contrib.sessions.models import Session
from django.http import HttpResponseBase
from django.test import Client

from activitylog.models import ActivityEntry
from portal.models import ApiToken, User
from portal.tokens.secrets import digest_of
from tests.signing_in import signed_in
from tests.staff import make_staff
from tests.tokens import bearer

LIST = "/admin/portal/apitoken/"
NEW = f"{LIST}add/"
SECRET = re.compile(r"pp_[\w-]{43}")


def page_of(token_id: object) -> str:
    return f"{LIST}{token_id}/change/"


def wanted(owner: str = "bob", **values: Any) -> dict[str, Any]:
    usual = {"id": str(uuid4()), "name": "Backup", "kind": "token", "owner": owner}
    return usual | {"scopes": ["activity:read"], "last_day": "", "source": ""} | values


def text_of(answer: HttpResponseBase) -> str:
    return answer.content.decode()  # type: ignore[attr-defined,no-any-return]


def secrets_in(answer: HttpResponseBase) -> set[str]:
    return set(SECRET.findall(text_of(answer)))


def owners_offered(client: Client) -> list[str]:
    return re.findall(r'<option value="([^"]+)"', text_of(client.get(NEW)))


def test_the_answer_shows_the_secret_once(as_gloria: Client, bob: User) -> None:
    answer = as_gloria.post(NEW, wanted())
    assert answer.status_code == 200
    (secret,) = secrets_in(answer)
    token = ApiToken.objects.get()
    assert token.digest == digest_of(secret)
    assert f'data-copy="{secret}"' in text_of(answer)
    assert bearer(secret).get("/api/v1/activity/").status_code == 200
    for page in (LIST, page_of(token.pk), NEW, f"{LIST}{token.pk}/revoke/"):
        assert secret not in text_of(as_gloria.get(page))


def test_no_cache_keeps_the_answer(as_gloria: Client, bob: User) -> None:
    assert "no-store" in as_gloria.post(NEW, wanted())["Cache-Control"]


def test_nothing_else_holds_the_secret(
    as_gloria: Client, bob: User, caplog: pytest.LogCaptureFixture
) -> None:
    answer = as_gloria.post(NEW, wanted())
    (secret,) = secrets_in(answer)
    held = [str(session.get_decoded()) for session in Session.objects.all()]
    held += [str(answer.headers), answer.cookies.output(), caplog.text]
    assert not any(secret in text for text in held)
    assert not list(as_gloria.get(LIST).context["messages"])


def test_a_client_shows_its_id_too(as_gloria: Client, bob: User) -> None:
    answer = as_gloria.post(NEW, wanted(kind="client"))
    client = ApiToken.objects.get()
    assert client.kind == "client"
    assert f'data-copy="{client.pk}"' in text_of(answer)
    assert len(secrets_in(answer)) == 1


def test_sent_twice_it_makes_one_token_and_says_so(as_gloria: Client, bob: User) -> None:
    form = wanted()
    (secret,) = secrets_in(as_gloria.post(NEW, form))
    again = as_gloria.post(NEW, form, follow=True)
    assert ApiToken.objects.get().digest == digest_of(secret)
    assert again.redirect_chain == [(page_of(form["id"]), 302)]
    assert "This token is made already" in text_of(again)
    assert not secrets_in(again)
    assert ActivityEntry.objects.count() == 1


def test_each_form_makes_another_token(as_gloria: Client, bob: User) -> None:
    keys = {as_gloria.get(NEW).context["form"]["id"].value() for _time in range(2)}
    assert len(keys) == 2


def test_the_form_proposes_a_year(as_gloria: Client) -> None:
    with time_machine.travel(datetime(2026, 11, 25, 12, tzinfo=UTC), tick=False):
        # The session, too, lives in that time.
        as_gloria = signed_in(User.objects.get(username="gloria"))
        assert 'value="2027-11-25"' in text_of(as_gloria.get(NEW))


def test_days_are_those_of_whoever_makes_it(as_gloria: Client, gloria: User, bob: User) -> None:
    User.objects.filter(pk=gloria.pk).update(time_zone="Europe/Vienna")
    as_gloria.post(NEW, wanted(last_day="2090-07-01"))
    assert ApiToken.objects.get().expires_at == datetime(2090, 7, 1, 22, tzinfo=UTC)
    assert "1 Jul 2090" in text_of(as_gloria.get(LIST))


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "\u200b"}, "name"),
        ({"kind": "master"}, "kind"),
        ({"owner": ""}, "owner"),
        ({"owner": "mallory"}, "owner"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["activity:all"]}, "scopes"),
        ({"last_day": "1.12.2090"}, "last_day"),
        ({"last_day": "2020-01-01"}, "last_day"),
        ({"source": "portal"}, "source"),
        ({"source": "a b"}, "source"),
        ({"name": "csv"}, "source"),
        ({"id": ""}, "id"),
        ({"id": "1"}, "id"),
    ],
    ids=str,
)
def test_what_cannot_be_taken_is_said_at_its_field(
    as_gloria: Client, bob: User, values: dict[str, Any], field: str
) -> None:
    answer = as_gloria.post(NEW, wanted(**values))
    assert list(answer.context["form"].errors) == [field]
    assert "Error:" in text_of(answer)
    assert not ApiToken.objects.exists()
    assert not ActivityEntry.objects.exists()


def test_owners_are_staff_who_may_sign_in(as_gloria: Client, bob: User, charlie: User) -> None:
    make_staff("left", is_active=False)
    User.objects.create_user("outsider")
    assert owners_offered(as_gloria) == ["charlie", "gloria", "bob"]


def test_superusers_are_within_the_reach_of_superusers_alone(
    as_gloria: Client, as_alice: Client
) -> None:
    assert "alice" not in owners_offered(as_gloria)
    assert list(as_gloria.post(NEW, wanted("alice")).context["form"].errors) == ["owner"]
    assert not ApiToken.objects.exists()
    assert {"alice", "gloria"} <= set(owners_offered(as_alice))
    assert secrets_in(as_alice.post(NEW, wanted("alice")))


@pytest.fixture
def as_bob_who_manages(bob: User) -> Client:
    """Somebody who was given the permissions alone, and no role."""
    names = ("view_apitoken", "manage_apitoken")
    bob.user_permissions.add(*Permission.objects.filter(codename__in=names))
    return signed_in(bob)


def test_global_admins_are_out_of_reach_of_all_who_are_none(
    as_bob_who_manages: Client, gloria: User, dave: User
) -> None:
    assert owners_offered(as_bob_who_manages) == ["dave", "bob"]
    assert list(as_bob_who_manages.post(NEW, wanted("gloria")).context["form"].errors) == ["owner"]
    assert secrets_in(as_bob_who_manages.post(NEW, wanted("dave")))


def test_who_only_looks_is_not_offered_the_page(bob: User) -> None:
    bob.user_permissions.add(Permission.objects.get(codename="view_apitoken"))
    as_bob = signed_in(bob)
    assert NEW not in text_of(as_bob.get(LIST))
    assert as_bob.get(NEW).status_code == as_bob.post(NEW, wanted()).status_code == 403
    assert not ApiToken.objects.exists()


def test_a_scope_without_a_permission_is_told(as_gloria: Client, charlie: User) -> None:
    answer = as_gloria.post(NEW, wanted("charlie"))
    reason = "The owner has no permission for any of it."
    assert f"activity:read is good for nothing as things are. {reason}" in text_of(answer)
    page = text_of(as_gloria.get(page_of(ApiToken.objects.get().pk)))
    assert reason in page


def test_making_one_is_an_entry_of_who_did_it(as_gloria: Client, gloria: User, bob: User) -> None:
    (secret,) = secrets_in(as_gloria.post(NEW, wanted()))
    token = ApiToken.objects.get()
    entry = ActivityEntry.objects.get()
    assert (entry.action, entry.partner_user) == ("add_application_credential", gloria.email)
    assert (entry.application, entry.resource_id) == ("", str(token.pk))
    whole = f"{entry.new_value}{entry.details}"
    assert '"Owner":"bob"' in whole
    assert secret not in whole
    assert token.digest not in whole


def test_without_its_entry_there_is_no_token(
    as_gloria: Client, bob: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_arguments: Any, **_named: Any) -> None:
        raise RuntimeError("recording failed")

    monkeypatch.setattr("activitylog.staff.tokens.record_activity", fail)
    with pytest.raises(RuntimeError, match="recording failed"):
        as_gloria.post(NEW, wanted())
    assert not ApiToken.objects.exists()
