"""What a program may read of customers is what its owner may open in the portal."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from tests.partnercenter.serving import ask
from tests.portal.addresses import Things
from tests.tokens import program_of

if TYPE_CHECKING:
    from portal.models import User

ADDRESSES = {
    "customers": "view_customer",
    "customers/{customer}": "view_customer",
    "customers/{customer}/profiles/company": "view_customer",
    "customers/{customer}/profiles/billing": "view_customer",
    "customers/{customer}/subscriptions": "view_customer_subscriptions",
    "customers/{customer}/subscriptions/{subscription}": "view_subscription",
    "customers/{customer}/subscribedskus": "view_subscription",
    "customers/{customer}/users": "view_customeruser",
    "customers/{customer}/users/{user}": "view_customeruser",
    "customers/{customer}/users/{user}/licenses": "view_customeruser",
    "customers/{customer}/orders": "view_order",
    "customers/{customer}/orders/{order}": "view_order",
}
Statuses = Callable[[Client], dict[str, int]]


@pytest.fixture
def statuses(db: None) -> Statuses:
    """What each address answers a program."""
    things = Things()
    keys = {
        "customer": things.customer.pk,
        "subscription": things.subscription.pk,
        "user": things.customer_user.pk,
        "order": things.order.pk,
    }

    def asked(program: Client) -> dict[str, int]:
        return {
            address: ask(program, path=f"/v1/{address.format(**keys)}").status_code
            for address in ADDRESSES
        }

    return asked


@pytest.mark.parametrize("codename", sorted(set(ADDRESSES.values())))
def test_each_permission_opens_what_it_opens_in_the_portal(
    codename: str, statuses: Statuses, charlie: User
) -> None:
    charlie.user_permissions.set(Permission.objects.filter(codename=codename))
    assert statuses(program_of(charlie, "customers:read")) == {
        address: 200 if needed == codename else 403 for address, needed in ADDRESSES.items()
    }


def test_another_scope_opens_nothing(statuses: Statuses, alice: User) -> None:
    assert set(statuses(program_of(alice, "activity:read", "customers:write")).values()) == {403}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_is_changed_here(method: str, reader: Client) -> None:
    answer = getattr(reader, method)("/v1/customers")
    assert answer.status_code == 405
    assert answer.json()["source"] == "PartnerFD"
