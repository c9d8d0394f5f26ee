"""Tokens and clients are made by command: the secret last and once, and an entry."""

from __future__ import annotations

import io
import json
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.utils import timezone

from activitylog.models import ActivityEntry
from portal.models import ApiToken, User
from portal.plugins import pull_sources
from portal.tokens.scopes import SCOPES
from portal.tokens.secrets import digest_of
from tests.plugins.acme_portal.pull import RestoreLogs
from tests.tokens import bearer

WHEN = datetime(2026, 11, 25, 12, tzinfo=UTC)


def make(*arguments: str, command: str = "create_token") -> tuple[list[str], str]:
    """The lines of standard output, and what was said besides."""
    out, err = io.StringIO(), io.StringIO()
    call_command(command, *arguments, stdout=out, stderr=err)
    return out.getvalue().splitlines(), err.getvalue()


def usual(
    owner: str = "bob", *more: str, name: str = "Backup", scope: str = "activity:read"
) -> Any:
    return (owner, "--name", name, "--scope", scope, *more)


def refusal(*arguments: str) -> str:
    with pytest.raises(CommandError) as refused:
        make(*arguments)
    assert not ApiToken.objects.exists()
    assert not ActivityEntry.objects.exists()
    return str(refused.value)


def test_the_token_stands_alone_on_standard_output(bob: User) -> None:
    (secret,), said = make(*usual())
    token = ApiToken.objects.get()
    assert token.digest == digest_of(secret)
    assert secret.startswith(token.hint)
    assert secret not in said
    assert "Token “Backup” of bob, until" in said
    assert str(token.pk) in said
    assert "Warning" not in said


def test_it_lets_in_at_once(bob: User) -> None:
    (secret,), _said = make(*usual())
    assert bearer(secret).get("/api/v1/activity/").status_code == 200


def test_a_client_has_its_id_first_and_its_secret_last(bob: User) -> None:
    (client_id, secret), _said = make(*usual(), command="create_client")
    client = ApiToken.objects.get()
    assert (client.kind, str(client.pk), client.digest) == ("client", client_id, digest_of(secret))


def test_it_keeps_what_it_was_told(bob: User) -> None:
    scopes = ("--scope", "customers:read", "activity:write", "--scope", "activity:read")
    make("bob", "--name", " Backup Wien ", *scopes, "--source", "wien.1")
    token = ApiToken.objects.get()
    assert (token.name, token.owner, token.source) == ("Backup Wien", bob, "wien.1")
    assert token.scopes == ["activity:read", "activity:write", "customers:read"]


@pytest.mark.parametrize(
    ("days", "end"),
    [
        ([], datetime(2027, 11, 26, tzinfo=UTC)),
        (["--days", "1"], datetime(2026, 11, 27, tzinfo=UTC)),
        (["--days", "0"], None),
    ],
    ids=str,
)
def test_it_is_valid_until_the_last_day_has_ended(
    bob: User, days: list[str], end: datetime | None
) -> None:
    with time_machine.travel(WHEN, tick=False):
        make(*usual("bob", *days))
    assert ApiToken.objects.get().expires_at == end


@pytest.mark.parametrize(
    ("name", "source"),
    [("Müller & Söhne: Backup", "muller-sohne-backup"), ("a.b_c", "ab_c"), ("X" * 100, "x" * 100)],
)
def test_the_source_is_made_from_the_name(bob: User, name: str, source: str) -> None:
    make(*usual(name=name))
    assert ApiToken.objects.get().source == source


def test_two_tokens_may_speak_for_one_source(bob: User) -> None:
    make(*usual(name="Old", scope="activity:write"), "--source", "erp")
    make(*usual(name="New", scope="activity:write"), "--source", "erp")
    assert set(ApiToken.objects.values_list("source", flat=True)) == {"erp"}


@pytest.mark.parametrize(
    ("more", "complaint"),
    [
        (["--source", "portal"], "--source: “portal” is what the portal itself records."),
        (["--source", "api"], "--source: “api” is what people add without a token."),
        (["--source", "csv"], "--source: “csv” is the source of what is imported"),
        (["--source", "partnercenter"], "--source: “partnercenter” is the source"),
        (["--source", "Wien"], "--source: Write the source in small letters"),
        (["--source", "-wien"], "--source: Write the source in small letters"),
        (["--source", "w" * 101], "--source: Ensure this value has at most 100 characters"),
        (["--days", "9" * 20], "--days: there are not that many days."),
    ],
    ids=str,
)
def test_it_names_what_cannot_be_taken(bob: User, more: list[str], complaint: str) -> None:
    assert complaint in refusal(*usual("bob", "=".join(more)))


class Clinic(RestoreLogs):
    """A service whose name no token could have as it is written."""

    name = "Öster.Klinik"


def test_it_does_not_speak_for_a_service_that_the_portal_asks_itself(bob: User) -> None:
    with pull_sources.temporarily(Clinic()):
        complaint = refusal(*usual("bob", "--source=oster.klinik"))
    assert "--source: “oster.klinik” is the source of what is fetched from a service." in complaint


def test_no_token_outlasts_the_calendar(bob: User) -> None:
    days = (date(9999, 6, 1) - timezone.localdate()).days
    complaint = "--days: Choose a date from 1970-01-01 to 9998-12-31."
    assert refusal(*usual("bob", "--days", str(days))) == complaint


@pytest.mark.parametrize(
    ("name", "complaint"),
    [
        ("", "--name: This field is required."),
        ("x" * 101, "--name: Ensure this value has at most 100 characters"),
        ("\u200b\u2060", "--name: Nothing of this can be seen."),
        ("Backup\u202e", "--name: This contains a character that turns the direction"),
        ("Backup\ud800", "--name: This contains half of a character."),
        ("Back\0up", "--name: Null characters are not allowed."),
        ("Portal", "--source: “portal” is what the portal itself records."),
        ("API", "--source: “api” is what people add without a token."),
        ("日本", "--source: No source can be made from this name."),
    ],
    ids=ascii,
)
def test_it_refuses_names_that_name_nothing(bob: User, name: str, complaint: str) -> None:
    assert complaint in refusal(*usual(name=name))


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (("--scope", "activity:read"), "--name"),
        (("--name", "Backup"), "--scope"),
        (("--name", "Backup", "--scope", "activity:all"), "invalid choice: 'activity:all'"),
        (("--name", "Backup", "--scope", "activity:read", "--days", "soon"), "not a whole number"),
        (("--name", "Backup", "--scope", "activity:read", "--days=-1"), "not a whole number"),
    ],
    ids=str,
)
def test_what_it_does_not_understand_it_says(
    bob: User, arguments: tuple[str, ...], complaint: str
) -> None:
    assert complaint in refusal("bob", *arguments)


def test_nobody_makes_a_token_for_nobody(bob: User, charlie: User) -> None:
    User.objects.filter(pk=bob.pk).update(is_active=False)
    User.objects.filter(pk=charlie.pk).update(is_staff=False)
    assert refusal(*usual("mallory")) == "USERNAME: There is no user “mallory”."
    assert refusal(*usual("bob")) == "USERNAME: The account of bob is not active."
    assert refusal(*usual("charlie")) == "USERNAME: charlie is no member of staff."


def test_a_scope_that_is_good_for_nothing_is_warned_of(charlie: User, gloria: User) -> None:
    _lines, said = make("charlie", "--name", "A", "--scope", *SCOPES)
    assert said.count("Warning: ") == len(SCOPES)
    assert said.count("The owner has no permission for any of it.") == len(SCOPES)
    _lines, said = make("gloria", "--name", "B", "--scope", *SCOPES)
    assert "Warning" not in said


def test_making_one_is_an_entry_without_the_secret(bob: User) -> None:
    (secret,), _said = make(*usual("bob", "--days", "0"))
    token = ApiToken.objects.get()
    entry = ActivityEntry.objects.get()
    assert (entry.action, entry.status) == ("add_application_credential", "succeeded")
    assert (entry.application, entry.partner_user) == ("create_token", "")
    assert (entry.resource_type, entry.resource_id) == ("application_credential", str(token.pk))
    assert json.loads(entry.new_value or "") == {
        "Id": str(token.pk),
        "DisplayName": "Backup",
        "Kind": "token",
        "Owner": "bob",
        "Scopes": ["activity:read"],
        "Source": "backup",
        "ExpiresAt": None,
        "RevokedAt": None,
        "Attributes": {"ObjectType": "Application"},
    }
    whole = f"{entry.new_value}{entry.details}{entry.old_value}{entry.extra}"
    assert secret not in whole
    assert token.digest not in whole


def test_making_a_client_registers_an_application(bob: User) -> None:
    make(*usual(), command="create_client")
    entry = ActivityEntry.objects.get()
    assert (entry.action, entry.resource_type) == ("register_application", "application")
    assert entry.application == "create_client"


def test_without_its_entry_there_is_no_token(bob: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_arguments: Any, **_named: Any) -> None:
        raise RuntimeError("recording failed")

    monkeypatch.setattr("activitylog.staff.tokens.record_activity", fail)
    with pytest.raises(RuntimeError, match="recording failed"):
        make(*usual())
    assert not ApiToken.objects.exists()


def test_the_list_shows_each_in_a_line_and_no_secret(bob: User, gloria: User) -> None:
    (secret,), _said = make(*usual(name="Backup Wien"))
    make(*usual("gloria", "--days", "0", name="Report"), command="create_client")
    ApiToken.objects.filter(name="Report").update(
        revoked_at=timezone.now(), last_used_at=datetime(2026, 5, 4, 3, 2, tzinfo=UTC)
    )
    (head, report, backup), _said = make(command="list_tokens")
    assert head.split() == (
        [
            "ID",
            "KIND",
            "STATE",
            "BEGINS",
            "CREATED",
            "EXPIRES",
            "LAST",
            "USED",
            "OWNER",
            "NAME",
            "SCOPES",
        ]
    )
    assert report.split()[1:3] == ["client", "revoked"]
    assert "2026-05-04 03:02  gloria" in report
    assert backup.split()[1:4] == ["token", "active", secret[:8]]
    assert backup.endswith("activity:read")
    assert secret not in head + report + backup


@pytest.mark.parametrize("state", ["active", "expired", "revoked", "owner_inactive"])
def test_the_list_can_be_narrowed_to_a_state(bob: User, charlie: User, state: str) -> None:
    for name in ("active", "expired", "revoked"):
        make(*usual(name=name))
    make(*usual("charlie", name="owner_inactive"))
    User.objects.filter(pk=charlie.pk).update(is_active=False)
    now = timezone.now()
    ApiToken.objects.filter(name="expired").update(expires_at=now - timedelta(seconds=1))
    ApiToken.objects.filter(name="revoked").update(revoked_at=now)
    (_head, line), _said = make("--state", state, command="list_tokens")
    assert line.split()[2] == state
