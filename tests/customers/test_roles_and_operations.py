"""Which role may do what: written out, and asked of each service."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied

from activitylog.models import ActivityEntry
from customers.services import Actor
from customers.services import orders as order_services
from portal.models import User
from portal.roles import ROLES
from tests.customers.operations_table import TABLE, Row
from tests.customers.operations_table.making import sold, trial_product
from tests.customers.operations_table.orders import new

if TYPE_CHECKING:
    from customers.models import Customer

# Global admin, Billing admin, User management admin, Admin agent, Sales agent, Helpdesk agent;
# from the permission matrix in Partner Center's documentation.
MAY = {
    #                             GA BA UA AA SA HA
    "change_quantity": "            +  .  +  +  +  +",
    "suspend": "                    +  +  .  +  +  +",
    "reactivate": "                 +  +  .  +  +  +",
    "cancel": "                     +  .  .  +  +  .",
    "set_auto_renew": "             +  +  .  +  +  +",
    "change_renewal": "             +  +  .  +  .  .",
    "rename": "                     +  +  .  +  +  +",
    "convert_trial": "              +  .  +  .  +  .",
    "upgrade": "                    +  +  .  +  +  +",
    "advance_subscription": "       +  +  .  +  +  +",
    "place_order": "                +  +  .  +  +  +",
    "order_trial": "                +  .  +  .  +  .",
    "add_customer": "               +  .  +  +  +  .",
    "change_company_name": "        +  .  .  +  +  +",
    "update_company_info": "        +  .  .  +  +  +",
    "update_billing_profile": "     +  .  .  +  +  +",
    "set_qualification": "          +  .  .  +  +  +",
    "request_relationship": "       +  .  .  +  +  .",
    "remove_relationship": "        +  .  .  +  .  .",
    "create_user": "                +  .  +  +  .  .",
    "update_user": "                +  .  +  +  .  .",
    "change_user_principal_name": " +  .  +  +  .  .",
    "delete_user": "                +  .  +  +  .  .",
    "restore_user": "               +  .  +  +  .  .",
    "update_licenses": "            +  .  +  +  .  .",
    "assign_licenses": "            +  .  +  +  +  +",
    "revoke_licenses": "            +  .  +  +  +  +",
    "create_referral": "            .  .  .  .  +  .",
    "update_referral": "            .  .  .  .  +  .",
    "create_product": "             +  .  .  +  .  .",
    "update_product": "             +  .  .  +  .  .",
}


def name_of(row: Row) -> str:
    return str(row.operation.service.__name__)


def in_role(name: str) -> User:
    user = User.objects.create_user("dave", "dave@partner.example", is_staff=True)
    user.groups.add(Group.objects.get(name=name))
    return user


def test_no_service_is_missing_here():
    assert {name_of(row) for row in TABLE} == set(MAY)


@pytest.mark.parametrize("row", TABLE, ids=map(name_of, TABLE))
@pytest.mark.parametrize("column", range(6), ids=[role.code for role in ROLES])
def test_it_does_it_for_the_roles_that_may(row: Row, column: int, acme: Customer):
    user = in_role(ROLES[column].name)
    may = MAY[name_of(row)].split()[column] == "+"
    arguments = row.call(acme).arguments

    if may:
        row.operation(actor=Actor(user=user), **arguments)
    else:
        with pytest.raises(PermissionDenied):
            row.operation(actor=Actor(user=user), **arguments)

    assert ActivityEntry.objects.exists() == may


def test_who_has_left_may_nothing(acme: Customer):
    user = in_role("Global admin")
    User.objects.filter(pk=user.pk).update(is_active=False)
    actor = Actor(user=User.objects.get(pk=user.pk))
    for row in TABLE:
        assert not actor.may(row.operation.permission)


def test_rights_of_several_roles_add_up(acme: Customer):
    user = in_role("Billing admin")
    user.groups.add(Group.objects.get(name="User management admin"))
    actor = Actor(user=User.objects.get(pk=user.pk))
    for row in TABLE:
        _global, billing, users, *_rest = MAY[name_of(row)].split()
        assert actor.may(row.operation.permission) == ("+" in (billing, users)), name_of(row)


def test_an_application_may_do_everything_and_nobody_nothing():
    for row in TABLE:
        assert Actor(application="Subscription lifecycle").may(row.operation.permission)
    with pytest.raises(ValueError, match="Somebody must act"):
        Actor()


def test_only_who_may_order_trials_gets_one_into_an_order(acme: Customer, bob: User):
    bob.user_permissions.set(Permission.objects.filter(codename="add_order"))
    lines = [new(sold()), new(trial_product(), quantity=25)]

    with pytest.raises(PermissionDenied):
        order_services.place_order(actor=Actor(user=bob), customer_id=acme.pk, lines=lines)
    assert not ActivityEntry.objects.exists()


def test_only_who_may_order_gets_a_paid_product_as_a_trial(acme: Customer, bob: User):
    bob.user_permissions.set(Permission.objects.filter(codename="order_trial"))

    with pytest.raises(PermissionDenied):
        order_services.order_trial(actor=Actor(user=bob), customer_id=acme.pk, product_id=sold().pk)
    assert not ActivityEntry.objects.exists()
