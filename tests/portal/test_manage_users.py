from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from portal.models import User
from tests.signing_in import signed_in
from tests.staff import make_staff

LIST = "/admin/portal/user/"
NEW = "/admin/portal/user/add/"


def page(user: User) -> str:
    return reverse("admin:portal_user_change", args=[user.pk])


def password_page(user: User) -> str:
    return reverse("admin:auth_user_password_change", args=[user.pk])


def role_ids(*roles: str) -> list[int]:
    return list(Group.objects.filter(name__in=roles).values_list("pk", flat=True))


def form_of(user: User, **changes: Any) -> dict[str, Any]:
    """What a browser sends when nothing but `changes` was changed."""
    checked = {name: "on" for name in ("is_active", "is_staff") if getattr(user, name)}
    return {
        "username": user.username,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "email": user.email,
        "time_zone": user.time_zone,
        "language": user.language,
        "groups": list(user.groups.values_list("pk", flat=True)),
        **checked,
    } | changes


NEW_PASSWORD = "ein sehr langes Wort"


def new_user(**values: Any) -> dict[str, Any]:
    """What a browser sends to add erin."""
    return {
        "username": "erin",
        "usable_password": "true",
        "password1": NEW_PASSWORD,
        "password2": NEW_PASSWORD,
    } | values


def roles_offered(client: Client, address: str) -> list[str]:
    form = client.get(address).context["adminform"].form
    return [str(label) for _value, label in form.fields["groups"].choices]


def test_the_menu_leads_a_global_admin_to_the_users(as_gloria: Client) -> None:
    content = as_gloria.get("/admin/").content.decode()
    assert f'href="{LIST}"' in content
    assert "Users and roles" in content


def test_the_list_shows_names_and_roles(as_gloria: Client, dave: User) -> None:
    content = as_gloria.get(LIST).content.decode()
    assert "dave@partner.example" in content
    assert "Helpdesk agent" in content


def test_the_list_narrows_to_a_role(as_gloria: Client, dave: User) -> None:
    content = as_gloria.get(LIST, {"role": "helpdesk_agent"}).content.decode()
    assert page(dave) in content
    assert page(User.objects.get(username="gloria")) not in content


def test_roles_are_called_by_their_german_names(as_gloria: Client, gloria: User) -> None:
    gloria.language = "de"
    gloria.save()
    assert "Helpdesk-Agent" in as_gloria.get(NEW).content.decode()


def test_a_global_admin_adds_a_member_of_staff_with_roles(as_gloria: Client) -> None:
    groups = role_ids("Sales agent", "Billing admin")
    answer = as_gloria.post(NEW, new_user(first_name="Erin", is_staff="on", groups=groups))
    erin = User.objects.get(username="erin")
    assert answer.status_code == 302
    assert (erin.first_name, erin.is_staff, erin.is_superuser) == ("Erin", True, False)
    assert set(erin.groups.values_list("name", flat=True)) == {"Sales agent", "Billing admin"}
    assert Client().login(username="erin", password=NEW_PASSWORD)


def test_a_new_user_may_sign_in_unless_told_otherwise(as_gloria: Client) -> None:
    form = as_gloria.get(NEW).context["adminform"].form
    assert form["is_staff"].value() is True


def test_the_roles_are_the_six_in_the_order_of_the_table(as_gloria: Client, dave: User) -> None:
    Group.objects.create(name="Auditors")
    assert roles_offered(as_gloria, page(dave)) == [
        "Global admin",
        "Billing admin",
        "User management admin",
        "Admin agent",
        "Sales agent",
        "Helpdesk agent",
    ]
    assert 'type="checkbox" name="groups"' in as_gloria.get(page(dave)).content.decode()


def test_a_global_admin_changes_names_roles_and_time_zone(as_gloria: Client, dave: User) -> None:
    changes = {
        "first_name": "Dave",
        "time_zone": "Europe/Berlin",
        "language": "de",
        "groups": role_ids("Admin agent"),
    }
    answer = as_gloria.post(page(dave), form_of(dave, **changes))
    dave.refresh_from_db()
    assert answer.status_code == 302
    assert (dave.first_name, dave.time_zone, dave.language) == ("Dave", "Europe/Berlin", "de")
    assert [group.name for group in dave.groups.all()] == ["Admin agent"]


def test_groups_of_another_kind_stay(as_gloria: Client, dave: User) -> None:
    dave.groups.add(Group.objects.create(name="Auditors"))
    as_gloria.post(page(dave), form_of(dave, groups=role_ids("Sales agent")))
    assert set(dave.groups.values_list("name", flat=True)) == {"Auditors", "Sales agent"}


def test_a_global_admin_deactivates_an_account(as_gloria: Client, dave: User) -> None:
    values = form_of(dave)
    del values["is_active"]
    as_gloria.post(page(dave), values)
    dave.refresh_from_db()
    assert not dave.is_active


def test_nobody_deletes_an_account(as_gloria: Client, as_alice: Client, dave: User) -> None:
    address = reverse("admin:portal_user_delete", args=[dave.pk])
    for client in (as_gloria, as_alice):
        assert client.get(address).status_code == 403
        assert client.post(address, {"post": "yes"}).status_code == 403
        client.post(LIST, {"action": "delete_selected", "_selected_action": dave.pk, "post": "yes"})
    assert User.objects.filter(pk=dave.pk).exists()


def test_a_global_admin_sets_a_password(as_gloria: Client, dave: User) -> None:
    new = "ein neues langes Wort"
    values = {"usable_password": "true", "password1": new, "password2": new, "set-password": "1"}
    assert as_gloria.post(password_page(dave), values).status_code == 302
    dave.refresh_from_db()
    assert dave.check_password(new)


def test_a_short_password_is_refused(as_gloria: Client, dave: User) -> None:
    values = {"usable_password": "true", "password1": "kurz", "password2": "kurz"}
    answer = as_gloria.post(password_page(dave), values | {"set-password": "1"})
    assert answer.status_code == 200
    dave.refresh_from_db()
    assert dave.check_password("a long password")


@pytest.fixture
def as_ulla(db: None) -> Client:
    return signed_in(make_staff("ulla", "User management admin"))


def test_a_user_management_admin_changes_names_and_roles(as_ulla: Client, dave: User) -> None:
    changes = {"first_name": "Dave", "groups": role_ids("Sales agent", "Billing admin")}
    assert as_ulla.post(page(dave), form_of(dave, **changes)).status_code == 302
    dave.refresh_from_db()
    assert dave.first_name == "Dave"
    assert set(dave.groups.values_list("name", flat=True)) == {"Sales agent", "Billing admin"}


def test_a_user_management_admin_adds_users_and_chooses_their_first_password(
    as_ulla: Client,
) -> None:
    groups = role_ids("Sales agent")
    assert as_ulla.post(NEW, new_user(is_staff="on", groups=groups)).status_code == 302
    erin = User.objects.get(username="erin")
    assert [group.name for group in erin.groups.all()] == ["Sales agent"]
    assert Client().login(username="erin", password=NEW_PASSWORD)


def test_a_user_management_admin_is_not_offered_the_role_of_global_admins(
    as_ulla: Client, as_gloria: Client, dave: User
) -> None:
    for address in (NEW, page(dave)):
        assert roles_offered(as_gloria, address)[0] == "Global admin"
        assert roles_offered(as_ulla, address) == roles_offered(as_gloria, address)[1:]


@pytest.mark.parametrize("more", [[], ["Sales agent"]])
def test_a_user_management_admin_makes_nobody_a_global_admin(
    as_ulla: Client, dave: User, more: list[str]
) -> None:
    groups = role_ids("Global admin", *more)
    assert as_ulla.post(page(dave), form_of(dave, groups=groups)).status_code == 200
    assert [group.name for group in dave.groups.all()] == ["Helpdesk agent"]
    assert as_ulla.post(NEW, new_user(groups=groups)).status_code == 200
    assert not User.objects.filter(username="erin").exists()


def test_a_global_admin_is_out_of_reach_of_a_user_management_admin(
    as_ulla: Client, gloria: User
) -> None:
    assert "Global admin" in as_ulla.get(page(gloria)).content.decode()
    attempts: list[dict[str, Any]] = [{"groups": []}, {"email": "x@x.example"}, {"is_active": ""}]
    for changes in attempts:
        assert as_ulla.post(page(gloria), form_of(gloria, **changes)).status_code == 403
    gloria.refresh_from_db()
    assert (gloria.email, gloria.is_active) == ("gloria@partner.example", True)
    assert [group.name for group in gloria.groups.all()] == ["Global admin"]


def test_a_user_management_admin_sets_no_password_of_an_account_that_exists(
    as_ulla: Client, dave: User, gloria: User
) -> None:
    assert "../password/" not in as_ulla.get(page(dave)).content.decode()
    for user in (dave, gloria):
        assert as_ulla.get(password_page(user)).status_code == 403
        values = {"usable_password": "true", "password1": "x" * 20, "password2": "x" * 20}
        answer = as_ulla.post(password_page(user), values | {"set-password": "1"})
        assert answer.status_code == 403
        user.refresh_from_db()
        assert user.check_password("a long password")


def test_who_may_change_users_by_another_way_than_a_role_is_no_global_admin(
    charlie: User, gloria: User, dave: User
) -> None:
    names = ("view_user", "change_user", "add_user")
    charlie.user_permissions.set(Permission.objects.filter(codename__in=names))
    client = signed_in(charlie)
    assert client.post(page(gloria), form_of(gloria, groups=[])).status_code == 403
    groups = role_ids("Global admin")
    assert client.post(page(dave), form_of(dave, groups=groups)).status_code == 200
    assert [group.name for group in dave.groups.all()] == ["Helpdesk agent"]


def test_what_one_reader_is_offered_does_not_change_what_the_next_one_is(
    as_gloria: Client, as_ulla: Client, dave: User
) -> None:
    before = roles_offered(as_gloria, page(dave))
    roles_offered(as_ulla, page(dave))
    assert roles_offered(as_gloria, page(dave)) == before


@pytest.mark.parametrize("role", ["Billing admin", "Admin agent", "Sales agent", "Helpdesk agent"])
def test_other_roles_do_not_get_in(role: str, dave: User) -> None:
    client = signed_in(make_staff("someone", role))
    for address in (LIST, NEW, page(dave), password_page(dave)):
        assert client.get(address).status_code == 403


def test_a_crafted_form_makes_nobody_a_superuser(as_gloria: Client, dave: User) -> None:
    permission = Permission.objects.get(codename="import_customer")
    values = form_of(dave, is_superuser="on", user_permissions=[permission.pk])
    as_gloria.post(page(dave), values)
    dave.refresh_from_db()
    assert not dave.is_superuser
    assert not dave.user_permissions.exists()


def test_a_crafted_form_adds_no_superuser(as_gloria: Client) -> None:
    permission = Permission.objects.get(codename="import_customer")
    as_gloria.post(NEW, new_user(is_superuser="on", user_permissions=[permission.pk]))
    erin = User.objects.get(username="erin")
    assert not erin.is_superuser
    assert not erin.user_permissions.exists()


def test_a_crafted_form_chooses_no_group_but_the_six(as_gloria: Client, dave: User) -> None:
    auditors = Group.objects.create(name="Auditors")
    answer = as_gloria.post(page(dave), form_of(dave, groups=[auditors.pk]))
    assert answer.status_code == 200
    assert [group.name for group in dave.groups.all()] == ["Helpdesk agent"]


def test_a_superuser_is_out_of_reach_of_a_global_admin(as_gloria: Client, alice: User) -> None:
    content = as_gloria.get(page(alice)).content.decode()
    assert "../password/" not in content
    assert as_gloria.post(page(alice), form_of(alice, email="x@x.example")).status_code == 403
    assert as_gloria.get(password_page(alice)).status_code == 403
    values = {"usable_password": "true", "password1": "x" * 20, "password2": "x" * 20}
    assert as_gloria.post(password_page(alice), values | {"set-password": "1"}).status_code == 403
    alice.refresh_from_db()
    assert alice.email == "alice@partner.example"
    assert alice.check_password("alice's password")


def test_a_superuser_makes_another_one(as_alice: Client, dave: User) -> None:
    as_alice.post(page(dave), form_of(dave, is_superuser="on"))
    dave.refresh_from_db()
    assert dave.is_superuser


def test_nobody_locks_themselves_out(as_gloria: Client, gloria: User) -> None:
    values = {"username": "gloria", "email": "gloria@partner.example", "groups": []}
    as_gloria.post(page(gloria), values)
    gloria.refresh_from_db()
    assert gloria.email == "gloria@partner.example"
    assert (gloria.is_active, gloria.is_staff) == (True, True)
    assert [group.name for group in gloria.groups.all()] == ["Global admin"]


def test_no_superuser_locks_themselves_out(as_alice: Client, alice: User) -> None:
    as_alice.post(page(alice), {"username": "alice", "is_superuser": ""})
    alice.refresh_from_db()
    assert (alice.is_active, alice.is_staff, alice.is_superuser) == (True, True, True)


def test_groups_are_not_changed_past_the_table_of_roles(as_alice: Client) -> None:
    assert as_alice.get("/admin/auth/group/").status_code == 404
