"""Who comes, fails to come in, and goes, is recorded."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.signals import user_login_failed
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.test import Client

from activitylog.models import ActivityEntry
from tests.activitylog.log import details as details_of
from tests.activitylog.log import get, plain, text_of

if TYPE_CHECKING:
    from portal.models import User

LOGIN = "/admin/login/"


def sign_in(client: Client, username: str, password: str, **headers: Any) -> int:
    values = {"username": username, "password": password}
    return client.post(LOGIN, values, **headers).status_code


def details(entry: ActivityEntry) -> dict[str, str]:
    return {pair["key"]: pair["value"] for pair in json.loads(entry.details or "")}


def everything_in(entry: ActivityEntry) -> str:
    return " ".join(str(getattr(entry, field.attname)) for field in entry._meta.concrete_fields)


def test_signing_in_is_recorded(bob: User) -> None:
    sign_in(Client(), "bob", "bob's password", REMOTE_ADDR="198.51.100.7", HTTP_USER_AGENT="Fox/9")
    entry = ActivityEntry.objects.get()
    assert (entry.action, entry.status) == ("sign_in", "succeeded")
    assert (entry.partner_user, entry.application) == ("bob@partner.example", "")
    assert (entry.resource_type, entry.resource_id) == ("partner_user", str(bob.pk))
    assert (entry.customer_id, entry.customer_name) == (None, "")
    assert details(entry) == {"IPAddress": "198.51.100.7", "UserAgent": "Fox/9"}


def test_whoever_has_no_address_is_called_by_the_username(bob: User) -> None:
    bob.email = ""
    bob.save()
    sign_in(Client(), "bob", "bob's password")
    assert ActivityEntry.objects.get().partner_user == "bob"


def test_signing_out_is_recorded_once(bob: User, as_bob: Client) -> None:
    as_bob.post("/admin/logout/")
    as_bob.post("/admin/logout/")
    entry = ActivityEntry.objects.get()
    assert (entry.action, entry.status) == ("sign_out", "succeeded")
    assert (entry.partner_user, entry.resource_id) == ("bob@partner.example", str(bob.pk))


def test_where_nobody_was_signed_in_nobody_signs_out(db: None) -> None:
    request = HttpRequest()
    request.session = SessionStore()
    request.user = AnonymousUser()
    logout(request)
    assert not ActivityEntry.objects.exists()


@pytest.mark.parametrize(
    ("username", "password"), [("bob", "a wrong password"), ("nobody", "bob's password")]
)
def test_a_failure_is_recorded_and_tells_no_secret(bob: User, username: str, password: str) -> None:
    assert sign_in(Client(), username, password, REMOTE_ADDR="198.51.100.7") == 200
    entry = ActivityEntry.objects.get()
    assert (entry.action, entry.status) == ("sign_in_failed", "failed")
    assert (entry.partner_user, entry.resource_type) == (username, "partner_user")
    assert details(entry) == {"IPAddress": "198.51.100.7"}
    assert password not in everything_in(entry)


def test_a_failure_does_not_tell_whether_there_is_such_an_account(bob: User) -> None:
    for username in ("bob", "rob"):
        sign_in(Client(), username, "a wrong password")
    known, unknown = (
        everything_in(entry)
        .replace(entry.partner_user, "")
        .replace(str(entry.pk), "")
        .replace(str(entry.occurred_at), "")
        for entry in ActivityEntry.objects.all()
    )
    assert known == unknown


@pytest.mark.parametrize("flag", ["is_active", "is_staff"])
def test_the_right_password_of_someone_who_may_not_come_in_is_a_failure(
    bob: User, flag: str
) -> None:
    setattr(bob, flag, False)
    bob.save()
    sign_in(Client(), "bob", "bob's password")
    entry = ActivityEntry.objects.get()
    assert (entry.action, entry.partner_user) == ("sign_in_failed", "bob")
    assert entry.resource_id == ""


def test_an_unfinished_form_is_no_attempt(bob: User) -> None:
    sign_in(Client(), "bob", "")
    sign_in(Client(), "", "bob's password")
    Client().get(LOGIN)
    assert not ActivityEntry.objects.exists()


@pytest.mark.parametrize("typed", ["a\x00b", "\ud800", "ü" * 5000, "<b>bob</b>", None, ""])
def test_whatever_is_typed_can_be_recorded(db: None, as_alice: Client, typed: str | None) -> None:
    # Not by the page, which takes less than other ways to authenticate may.
    user_login_failed.send("test", credentials={"username": typed}, request=None)
    entry = ActivityEntry.objects.get()
    assert len(entry.partner_user) <= 320
    for page in (details_of(as_alice, entry), text_of(get(as_alice))):
        assert "<b>bob" not in page


def test_a_long_name_of_a_browser_is_cut(bob: User) -> None:
    sign_in(Client(), "bob", "bob's password", HTTP_USER_AGENT="x" * 5000)
    assert details(ActivityEntry.objects.get())["UserAgent"] == "x" * 300


def test_what_a_header_says_of_the_address_is_not_believed(bob: User) -> None:
    headers = {"REMOTE_ADDR": "198.51.100.7", "HTTP_X_FORWARDED_FOR": "203.0.113.9"}
    sign_in(Client(), "bob", "bob's password", **headers)
    assert details(ActivityEntry.objects.get())["IPAddress"] == "198.51.100.7"


@pytest.mark.parametrize("password", ["bob's password", "a wrong password"])
def test_nobody_comes_in_unrecorded(
    bob: User, monkeypatch: pytest.MonkeyPatch, password: str
) -> None:
    monkeypatch.setattr("activitylog.staff.signing_in.record_activity", fail)
    client = Client(raise_request_exception=False)
    assert sign_in(client, "bob", password) == 500
    assert client.get("/admin/").status_code == 302
    bob.refresh_from_db()
    assert bob.last_login is None


def fail(*_arguments: Any, **_named: Any) -> None:
    raise RuntimeError("recording failed")


def test_the_log_says_it_in_words(bob: User, as_alice: Client) -> None:
    client = Client()
    sign_in(client, "bob", "a wrong password")
    sign_in(client, "bob", "bob's password")
    client.post("/admin/logout/")
    page = plain(text_of(get(as_alice)))
    for label in ("Signed in", "Failed to sign in", "Signed out"):
        assert label in page
    sentences = [plain(details_of(as_alice, entry)) for entry in ActivityEntry.objects.all()]
    assert "signed out" in sentences[0]
    assert "signed in" in sentences[1]
    assert "failed to sign in" in sentences[2]
