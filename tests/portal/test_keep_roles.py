from __future__ import annotations

import re
from io import StringIO

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.test import Client, override_settings
from django.urls import reverse

from portal.environment import Environment
from portal.groups import differences, sync_groups
from portal.models import User
from portal.roles import LOG_PERMISSIONS, PERMISSIONS, ROLE_CODES

LOG = "admin:activitylog_activityentry_changelist"
EXPORT = "admin:activitylog_activityentry_export"


def names_of(group: str) -> set[str]:
    permissions = Permission.objects.filter(group__name=group).select_related("content_type")
    return {f"{found.content_type.app_label}.{found.codename}" for found in permissions}


def staff_in(group: str) -> Client:
    user = User.objects.create_user(group, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return client


def roles_command(*arguments: str) -> tuple[str, int]:
    """What `manage.py roles` prints, and its exit code."""
    output = StringIO()
    try:
        call_command("roles", *arguments, stdout=output)
    except SystemExit as stop:
        return output.getvalue(), int(str(stop.code))
    return output.getvalue(), 0


def test_migrate_makes_a_group_for_each_role(db: None) -> None:
    assert set(Group.objects.values_list("name", flat=True)) == {
        "Global admin",
        "Billing admin",
        "User management admin",
        "Admin agent",
        "Sales agent",
        "Helpdesk agent",
    }


def test_the_codes_of_the_roles_are_partner_centers() -> None:
    assert ROLE_CODES == (
        "global_admin",
        "billing_admin",
        "user_management_admin",
        "admin_agent",
        "sales_agent",
        "helpdesk_agent",
    )


def test_a_group_holds_what_the_table_says(db: None) -> None:
    assert names_of("Billing admin") == {
        "activitylog.view_activityentry",
        "activitylog.export_activityentry",
        "customers.view_product",
        "customers.export_product",
        "customers.view_order",
        "customers.add_order",
        "customers.export_order",
        "customers.view_subscription",
        "customers.manage_lifecycle",
        "customers.change_billing",
        "customers.upgrade_subscription",
        "customers.export_subscription",
    }


def test_every_permission_of_the_table_exists(db: None) -> None:
    known = Permission.objects.values_list("content_type__app_label", "codename")
    assert {*PERMISSIONS, *LOG_PERMISSIONS} <= {f"{app}.{codename}" for app, codename in known}


def test_the_table_says_who_has_each_permission_of_ours(db: None) -> None:
    said = {*PERMISSIONS, *LOG_PERMISSIONS}
    ours = {name.split(".")[0] for name in said}
    rows = Permission.objects.filter(content_type__app_label__in=ours)
    known = rows.values_list("content_type__app_label", "codename")
    assert {f"{app}.{codename}" for app, codename in known} == said


def test_migrate_puts_back_a_group_that_was_changed(db: None) -> None:
    group = Group.objects.get(name="Helpdesk agent")
    before = names_of(group.name)
    group.permissions.set(Permission.objects.filter(codename__in=["add_user", "manage_product"]))

    call_command("migrate", verbosity=0)

    assert names_of(group.name) == before


def test_migrate_puts_back_a_group_that_was_deleted(db: None) -> None:
    Group.objects.filter(name="Sales agent").delete()
    call_command("migrate", verbosity=0)
    assert "customers.view_customer" in names_of("Sales agent")


def test_migrate_leaves_other_groups_alone(db: None) -> None:
    own = Group.objects.create(name="Auditors")
    own.permissions.set(Permission.objects.filter(codename="view_activityentry"))
    call_command("migrate", verbosity=0)
    assert names_of("Auditors") == {"activitylog.view_activityentry"}


def test_the_command_prints_the_table(db: None) -> None:
    output, code = roles_command()
    lines = output.splitlines()
    assert re.split("  +", lines[0].strip())[-6:] == [
        "Global admin",
        "Billing admin",
        "User management admin",
        "Admin agent",
        "Sales agent",
        "Helpdesk agent",
    ]
    assert [line.split() for line in lines if line.startswith("customers.change_quantity")] == [
        ["customers.change_quantity", "x", ".", "x", "x", "x", "x"]
    ]
    assert "The groups of the database are the same." in output
    assert code == 0


def test_the_command_names_differences_and_leaves_them(db: None) -> None:
    group = Group.objects.get(name="Helpdesk agent")
    group.permissions.remove(Permission.objects.get(codename="view_customer"))
    group.permissions.add(Permission.objects.get(codename="add_user"))
    Group.objects.filter(name="Billing admin").delete()

    output, code = roles_command()

    assert "Helpdesk agent: customers.view_customer is missing" in output
    assert "Helpdesk agent: portal.add_user is surplus" in output
    assert "Billing admin: customers.view_product is missing" in output
    assert code == 1
    assert not Group.objects.filter(name="Billing admin").exists()


def test_the_command_makes_the_groups_the_same(db: None) -> None:
    Group.objects.all().delete()
    output, code = roles_command("--sync")
    assert "The groups were made the same." in output
    assert code == 0
    assert not list(differences())


def test_the_setting_limits_who_sees_and_exports_the_log(db: None) -> None:
    with override_settings(ACTIVITY_LOG_ROLES=["admin_agent"]):
        sync_groups()
    agent, billing = staff_in("Admin agent"), staff_in("Billing admin")
    for name in (LOG, EXPORT):
        assert agent.get(reverse(name)).status_code == 200
        assert billing.get(reverse(name)).status_code == 403


def test_who_may_not_see_the_log_may_not_import_into_it(db: None) -> None:
    with override_settings(ACTIVITY_LOG_ROLES=["admin_agent"]):
        sync_groups()
    assert "activitylog.import_activityentry" in names_of("Admin agent")
    assert "activitylog.import_activityentry" not in names_of("Global admin")


def test_an_unknown_role_code_stops_the_start_with_a_sentence() -> None:
    env = Environment({"ACTIVITY_LOG_ROLES": "admin_agent, emperor"})
    with pytest.raises(ImproperlyConfigured, match=r"ACTIVITY_LOG_ROLES names “emperor”.*global"):
        env.codes("ACTIVITY_LOG_ROLES", list(ROLE_CODES))
