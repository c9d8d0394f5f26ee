"""What is offered can be done, and what can be done is offered: pages and services agree."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from customers.admin.subscriptions import Offer
from customers.admin.subscriptions.addresses import PAGES
from customers.admin.subscriptions.bulk import BULK
from customers.models import Customer, Product, Subscription
from customers.services import Actor, Refused
from customers.services.subscriptions import upgrade_targets
from tests.customers.operations_table.making import (
    end_relationship,
    expired,
    license_to,
    make_user,
    pending,
    running,
    sold,
    suspended,
    trial_product,
    trying,
)

if TYPE_CHECKING:
    from portal.models import User

YEAR = {"term": "P1Y", "billing_cycle": "monthly"}
Make = Callable[[Customer], Subscription]


def with_better(customer: Customer) -> Subscription:
    sold(sku="E5", list_price="54.75")
    return running(customer)


def with_better_for_more_seats(customer: Customer) -> Subscription:
    sold(sku="E5", list_price="54.75", minimum_quantity=50)
    return running(customer)


def with_add_on(customer: Customer) -> Subscription:
    parent = with_better(customer)
    running(customer, product=sold(is_add_on=True, name="Calling plan"), parent=parent)
    return parent


def after_the_window(customer: Customer) -> Subscription:
    return running(customer, cancellation_allowed_until_at=None, refundable=[])


def of_no_resellers_customer(customer: Customer) -> Subscription:
    return suspended(end_relationship(customer))


def trying_what_becomes_nothing(customer: Customer) -> Subscription:
    return trying(customer, product=trial_product())


def trying_what_is_no_longer_sold(customer: Customer) -> Subscription:
    return trying(customer, product=trial_product(converts_to=sold(is_available=False)))


def going_on_as_nothing(customer: Customer) -> Subscription:
    return trying(customer, product=trial_product(), auto_renew=True)


def suspended_trial(customer: Customer) -> Subscription:
    return trying(customer, status="suspended", suspended_at=timezone.now())


STATES: tuple[Make, ...] = (
    pending,
    running,
    with_better,
    with_better_for_more_seats,
    with_add_on,
    after_the_window,
    suspended,
    of_no_resellers_customer,
    expired,
    trying,
    trying_what_becomes_nothing,
    trying_what_is_no_longer_sold,
    going_on_as_nothing,
    suspended_trial,
)
in_every_state = pytest.mark.parametrize("make", STATES, ids=lambda make: make.__name__)


def better_than(row: Subscription) -> Any:
    found: list[Product] = upgrade_targets(row)
    return (found[0] if found else sold(sku="another")).pk


# What changes something, wherever the operation is allowed.
ASKED: dict[str, Callable[[Subscription], dict[str, Any]]] = {
    "quantity": lambda row: {"quantity": row.quantity + 1},
    "convert": lambda _row: {"quantity": 5} | YEAR,
    "upgrade": lambda row: {"product_id": better_than(row)},
    "licenses": lambda row: {"user_ids": [make_user(row.customer).pk]},
    "auto-renew": lambda row: {"auto_renew": not row.auto_renew},
    "renewal": lambda _row: {"term": "P3Y", "billing_cycle": "monthly"},
    "rename": lambda _row: {"name": "Büro Köln"},
}


def is_done(service: Any, row: Subscription, actor: Actor, **asked: Any) -> bool:
    """Whether the service does it, and something is different afterwards."""
    try:
        result = service(actor=actor, subscription_id=row.pk, **asked)
    except Refused:
        return False
    return result == 1 if isinstance(result, int) else result.version > row.version


@pytest.mark.parametrize("name", list(PAGES))
@in_every_state
def test_a_menu_offers_what_the_service_does(alice: User, acme: Customer, make: Make, name: str):
    row = Subscription.objects.get(pk=make(acme).pk)
    offer = Offer(alice, timezone.now(), back="/")
    offer.names = [name]
    asked = ASKED.get(name, lambda _row: {})(row)
    assert bool(offer.actions(row)) == is_done(
        PAGES[name].operation, row, Actor(user=alice), **asked
    )


@pytest.mark.parametrize("name", list(BULK))
@in_every_state
def test_many_are_asked_about_as_the_service_does(
    as_alice: Client, alice: User, acme: Customer, make: Make, name: str
):
    row = make(acme)
    said = {"action": name, "row": str(row.pk)}
    page = as_alice.post(reverse("admin:customers_subscription_bulk"), said)
    assert page.context["can"] == is_done(BULK[name].service, row, Actor(user=alice))


def links(html: str) -> set[str]:
    """Where buttons and menus lead that make or change something."""
    found = re.findall(r'href="(/admin/customers/(?:customer|subscription)/[^"]*)"', html)
    made = re.compile(r"/(?:order|users/add)/|\?next=")
    return {unescape(url) for url in found if made.search(url)}


@pytest.fixture(params=["reseller", "none"])
def everything(request: pytest.FixtureRequest, acme: Customer) -> Customer:
    """A customer with something in every state; of a former one, all that runs is suspended."""
    former = request.param == "none"
    made = [make(acme) for make in (suspended, expired, suspended_trial)]
    made += [] if former else [make(acme) for make in (pending, with_better)]
    license_to(make_user(acme), made[0])
    return end_relationship(acme) if former else acme


def test_every_button_leads_to_a_page_on_which_it_can_be_done(
    as_alice: Client, everything: Customer
):
    pages = [
        reverse(f"admin:customers_customer_{name}", args=[everything.pk])
        for name in ("change", "subscriptions", "users", "orders")
    ] + [
        reverse("admin:customers_subscription_change", args=[row.pk])
        for row in everything.subscriptions.all()
    ]
    offered = {url for page in pages for url in links(as_alice.get(page).content.decode())}
    stopped = {url for url in offered if as_alice.get(url).context["obstacle"]}
    assert not stopped
    names = {url.partition("?")[0].split("/")[-2] for url in offered}
    assert "cancel" in names
    business = {"order", "add", "reactivate"}
    assert names & business == (business if everything.relationship == "reseller" else set())


@pytest.mark.parametrize("name", ["order", "add_user"])
def test_it_says_that_nothing_can_be_made_for_a_former_customer(
    as_alice: Client, acme: Customer, name: str
):
    end_relationship(acme)
    page = as_alice.get(reverse(f"admin:customers_customer_{name}", args=[acme.pk]))
    assert "You are not the reseller of this customer." in page.content.decode()
    assert "<form" not in page.content.decode().split("<main")[1]
