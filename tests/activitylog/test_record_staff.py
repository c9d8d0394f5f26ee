"""Each change of a member of staff leaves one entry, and both are kept or neither is."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from activitylog.models import ActivityEntry
from portal.models import User
from tests.activitylog.log import details as details_of
from tests.activitylog.log import plain
from tests.portal.test_manage_users import (
    LIST,
    NEW,
    NEW_PASSWORD,
    form_of,
    new_user,
    page,
    password_page,
    role_ids,
)
from tests.signing_in import signed_in

if TYPE_CHECKING:
    from django.http import HttpResponseBase

LOG = "/admin/activitylog/activityentry/"
OWN_PASSWORD = "/admin/password_change/"


def details(entry: ActivityEntry) -> dict[str, str]:
    return {pair["key"]: pair["value"] for pair in json.loads(entry.details or "")}


def values(text: str | None) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text or "{}")
    return found


def changed(entry: ActivityEntry) -> dict[str, tuple[Any, Any]]:
    old, new = values(entry.old_value), values(entry.new_value)
    assert old.keys() == new.keys()
    return {key: (old[key], new[key]) for key in new if old[key] != new[key]}


def set_password(client: Client, user: User) -> HttpResponseBase:
    given = {"usable_password": "true", "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    return client.post(password_page(user), given | {"set-password": "1"})


def test_adding_a_user_is_one_entry_with_the_roles_given(as_gloria: Client) -> None:
    groups = role_ids("Sales agent", "Billing admin")
    as_gloria.post(NEW, new_user(first_name="Erin", is_staff="on", groups=groups))
    erin = User.objects.get(username="erin")
    entry = ActivityEntry.objects.get()
    assert (entry.action, entry.status) == ("create_partner_user", "succeeded")
    assert (entry.partner_user, entry.customer_id) == ("gloria@partner.example", None)
    assert (entry.resource_type, entry.resource_id) == ("partner_user", str(erin.pk))
    assert list(details(entry).items()) == [
        ("PartnerUserId", str(erin.pk)),
        ("UserPrincipalName", "erin"),
        ("Roles", "billing_admin, sales_agent"),
    ]
    assert entry.old_value is None
    assert values(entry.new_value) == {
        "Id": str(erin.pk),
        "UserPrincipalName": "erin",
        "FirstName": "Erin",
        "LastName": "",
        "Email": "",
        "Active": True,
        "Staff": True,
        "Superuser": False,
        "Roles": ["billing_admin", "sales_agent"],
        "Attributes": {"ObjectType": "PartnerUser"},
    }


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"first_name": "Dan"}, {"FirstName": ("", "Dan")}),
        ({"last_name": "Dale"}, {"LastName": ("", "Dale")}),
        ({"username": "dan"}, {"UserPrincipalName": ("dave", "dan")}),
        ({"email": "d@x.example"}, {"Email": ("dave@partner.example", "d@x.example")}),
        ({"is_active": ""}, {"Active": (True, False)}),
        ({"is_staff": ""}, {"Staff": (True, False)}),
        ({"is_superuser": "on"}, {"Superuser": (False, True)}),
        (
            {"groups": ["Sales agent", "Global admin"]},
            {"Roles": (["helpdesk_agent"], ["global_admin", "sales_agent"])},
        ),
        ({"groups": []}, {"Roles": (["helpdesk_agent"], [])}),
        (
            {"groups": ["Helpdesk agent", "Admin agent"], "is_active": "", "first_name": "Dan"},
            {
                "FirstName": ("", "Dan"),
                "Active": (True, False),
                "Roles": (["helpdesk_agent"], ["admin_agent", "helpdesk_agent"]),
            },
        ),
    ],
    ids=str,
)
def test_a_change_is_one_entry_with_before_and_after(
    as_alice: Client, dave: User, changes: dict[str, Any], expected: dict[str, Any]
) -> None:
    if "groups" in changes:
        changes = changes | {"groups": role_ids(*changes["groups"])}
    form = {name: value for name, value in form_of(dave, **changes).items() if value != ""}
    as_alice.post(page(dave), form)
    entry = ActivityEntry.objects.get()
    assert (entry.action, entry.partner_user) == ("update_partner_user", "alice@partner.example")
    assert (entry.resource_type, entry.resource_id) == ("partner_user", str(dave.pk))
    assert changed(entry) == expected
    dave.refresh_from_db()
    assert details(entry)["UserPrincipalName"] == dave.username
    assert details(entry)["Roles"] == ", ".join(values(entry.new_value)["Roles"])


@pytest.mark.parametrize(
    "changes", [{}, {"time_zone": "Europe/Berlin"}, {"language": "de"}], ids=str
)
def test_what_changes_nothing_or_only_how_they_read_is_no_entry(
    as_gloria: Client, dave: User, changes: dict[str, str]
) -> None:
    assert as_gloria.post(page(dave), form_of(dave, **changes)).status_code == 302
    assert not ActivityEntry.objects.exists()


def test_own_preferences_are_no_entry(as_bob: Client) -> None:
    as_bob.post("/admin/preferences/", {"time_zone": "Europe/Berlin", "language": "de"})
    assert not ActivityEntry.objects.exists()


def test_a_form_with_an_error_is_no_entry(as_gloria: Client, dave: User) -> None:
    assert as_gloria.post(page(dave), form_of(dave, email="none")).status_code == 200
    assert as_gloria.post(NEW, new_user(username="dave")).status_code == 200
    assert not ActivityEntry.objects.exists()


def test_what_is_not_permitted_is_no_entry(as_charlie: Client, as_bob: Client, dave: User) -> None:
    for client in (as_charlie, as_bob):
        assert client.post(page(dave), form_of(dave, is_superuser="on")).status_code == 403
        assert set_password(client, dave).status_code == 403
        assert client.post(NEW, new_user()).status_code == 403
    assert not ActivityEntry.objects.exists()


def test_looking_is_no_entry(as_gloria: Client, dave: User) -> None:
    for address in (LIST, NEW, page(dave), password_page(dave), OWN_PASSWORD):
        assert as_gloria.get(address).status_code == 200
    assert as_gloria.post(page(dave).replace(str(dave.pk), "nobody"), {}).status_code == 302
    assert not ActivityEntry.objects.exists()


def test_a_password_set_by_someone_is_recorded_without_it(as_gloria: Client, dave: User) -> None:
    before = dave.password
    assert set_password(as_gloria, dave).status_code == 302
    dave.refresh_from_db()
    entry = ActivityEntry.objects.get()
    assert (entry.action, entry.resource_id) == ("update_partner_user", str(dave.pk))
    assert details(entry)["PasswordChanged"] == "True"
    assert changed(entry) == {}
    for secret in (NEW_PASSWORD, before, dave.password):
        assert secret not in f"{entry.old_value}{entry.new_value}{entry.details}"


def test_taking_the_password_away_is_recorded(as_gloria: Client, dave: User) -> None:
    as_gloria.post(password_page(dave), {"usable_password": "false", "unset-password": "1"})
    dave.refresh_from_db()
    assert not dave.has_usable_password()
    assert details(ActivityEntry.objects.get())["PasswordChanged"] == "True"


def test_ones_own_new_password_is_recorded(bob: User, as_bob: Client) -> None:
    given = {"old_password": "wrong", "new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}
    as_bob.post(OWN_PASSWORD, given)
    assert not ActivityEntry.objects.exists()
    as_bob.post(OWN_PASSWORD, given | {"old_password": "bob's password"})
    entry = ActivityEntry.objects.get()
    assert (entry.action, entry.partner_user) == ("update_partner_user", bob.email)
    assert (entry.resource_id, details(entry)["PasswordChanged"]) == (str(bob.pk), "True")


def fail(*_arguments: Any, **_named: Any) -> None:
    raise RuntimeError("recording failed")


def test_when_recording_fails_nothing_is_changed(
    as_gloria: Client, bob: User, as_bob: Client, dave: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = User.objects.values("username", "first_name", "password", "groups").order_by("pk")
    known = list(before)
    monkeypatch.setattr("activitylog.staff.changes.record_activity", fail)
    own = {"old_password": "bob's password"}
    own |= {"new_password1": NEW_PASSWORD, "new_password2": NEW_PASSWORD}
    changes = {"first_name": "Dan", "groups": role_ids("Admin agent")}
    for client, address, form in (
        (as_gloria, NEW, new_user(groups=role_ids("Sales agent"))),
        (as_gloria, page(dave), form_of(dave, **changes)),
        (as_gloria, password_page(dave), new_user() | {"set-password": "1"}),
        (as_bob, OWN_PASSWORD, own),
    ):
        with pytest.raises(RuntimeError, match="recording failed"):
            client.post(address, form)
        assert list(before.all()) == known
    assert not ActivityEntry.objects.exists()


def test_when_something_fails_afterwards_neither_is_kept(
    as_gloria: Client, dave: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("activitylog.admin.staff.RecordedUserAdmin.response_change", fail)
    monkeypatch.setattr("activitylog.admin.staff.RecordedUserAdmin.response_add", fail)
    for address, form in ((page(dave), form_of(dave, first_name="Dan")), (NEW, new_user())):
        with pytest.raises(RuntimeError):
            as_gloria.post(address, form)
    dave.refresh_from_db()
    assert dave.first_name == ""
    assert not User.objects.filter(username="erin").exists()
    assert not ActivityEntry.objects.exists()


def test_the_history_of_a_user_is_in_the_log(as_gloria: Client, dave: User, bob: User) -> None:
    as_gloria.post(page(dave), form_of(dave, first_name="Dan"))
    as_gloria.post(page(bob), form_of(bob, first_name="Rob"))
    answer = as_gloria.get(f"/admin/portal/user/{dave.pk}/history/")
    assert answer["Location"].startswith(LOG)
    listed = as_gloria.get(answer["Location"]).content.decode()
    about_dave = ActivityEntry.objects.get(resource_id=str(dave.pk))
    assert str(about_dave.pk) in listed
    assert str(ActivityEntry.objects.get(resource_id=str(bob.pk)).pk) not in listed
    assert "updated a partner user" in plain(details_of(as_gloria, about_dave))


def test_whoever_may_not_see_the_log_is_not_led_there(bob: User, dave: User) -> None:
    bob.user_permissions.set([])
    history = f"/admin/portal/user/{dave.pk}/history/"
    assert signed_in(bob).get(history).status_code == 403
