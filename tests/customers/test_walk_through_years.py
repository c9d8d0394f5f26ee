"""Whatever happens to subscriptions in whichever order: ledger, log and rows agree."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from django.db.models import Sum

from customers.consistency import check_movements, check_subscriptions
from customers.models import (
    Customer,
    LicenseAssignment,
    Order,
    Subscription,
    SubscriptionMovement,
)
from customers.services import Actor, Refused, recording_refusals
from customers.services import subscriptions as services
from customers.services.licenses import assign_licenses, revoke_licenses, update_licenses
from customers.services.orders import MoreSeats, NewSubscription, order_trial, place_order
from customers.services.products import update_product
from customers.services.users import delete_user, restore_user
from customers.states import MovementKind
from tests.customers.at_once import SLOW
from tests.customers.ledger import day
from tests.customers.operations_table.making import make_user, sold, trial_product

STEPS = 300
EVERYTHING = 8
"""The walk in which everything happens that moves a subscription."""
SEEDS = (EVERYTHING, *range(100, 120)) if SLOW else (EVERYTHING,)


class Walk:
    """Two customers, through three years, by steps of any service."""

    def __init__(self, customers: list[Customer], seed: int) -> None:
        self.dice = random.Random(seed)
        self.customers = customers
        self.now = day("2024-01-31")
        self.users = [
            make_user(customer, changed_at=self.now) for customer in customers for _n in range(4)
        ]
        paid = [
            sold(list_price=price, terms=["P1M", "P1Y"], billing_cycles=["monthly", "none"])
            for price in ("9.99", "32.10", "54.75")
        ]
        self.products = [*paid, trial_product(converts_to=paid[0])]

    def step(self) -> None:
        """Something is tried; what a rule forbids changes nothing."""
        self.now += timedelta(minutes=self.dice.randint(0, 60 * 24 * 4))
        act = self.dice.choice(self.choices())
        with suppress(Refused), recording_refusals():
            act(actor=Actor(application="test", at=self.now))

    def choices(self) -> list[Callable[..., object]]:
        customer, user = self.dice.choice(self.customers), self.dice.choice(self.users)
        product = self.dice.choice(self.products)
        begins = self.now + timedelta(days=9)
        later = partial(place_order, starts_at=begins, lines=self.lines(customer)[:1])
        found: list[Callable[..., object]] = [
            partial(place_order, customer_id=customer.pk, lines=self.lines(customer)),
            partial(later, customer_id=customer.pk),
            partial(order_trial, customer_id=customer.pk, product_id=self.products[3].pk),
            partial(update_product, product_id=product.pk, changes=self.price()),
            partial(delete_user, user_id=user.pk),
            partial(restore_user, user_id=user.pk),
        ]
        held = list(Subscription.objects.exclude(status="deleted").order_by("created_at"))
        # Mostly the newest: much can be done in the first seven days only.
        for row in [*self.dice.sample(held[-4:], min(2, len(held))), *held[:1]]:
            found += self.of(row)
        due = Subscription.objects.filter(current_state_end_at__lt=self.now)
        for row in due.order_by("created_at"):
            found.append(partial(services.advance_subscription, subscription_id=row.pk))
        return found

    def of(self, row: Subscription) -> list[Callable[..., object]]:
        people = [user for user in self.users if user.customer_id == row.customer_id]
        keys = [user.pk for user in self.dice.sample(people, 2)]
        some = self.dice.randint(1, 12)
        as_paid: dict[str, Any] = {"quantity": some, "term": "P1Y", "billing_cycle": "monthly"}
        better = self.dice.choice(self.products)
        return [
            partial(services.change_quantity, subscription_id=row.pk, quantity=some),
            partial(
                services.change_quantity, subscription_id=row.pk, quantity=max(row.quantity - 1, 1)
            ),
            partial(services.suspend, subscription_id=row.pk),
            partial(services.reactivate, subscription_id=row.pk),
            partial(services.cancel, subscription_id=row.pk),
            partial(services.rename, subscription_id=row.pk, name=f"Site {some}"),
            partial(services.set_auto_renew, subscription_id=row.pk, auto_renew=some > 4),
            partial(
                services.change_renewal,
                subscription_id=row.pk,
                term=self.dice.choice(["P1M", "P1Y"]),
            ),
            *[partial(services.upgrade, subscription_id=row.pk, product_id=better.pk)] * 2,
            *[partial(services.convert_trial, subscription_id=row.pk, **as_paid)]
            * (3 if row.is_trial else 1),
            partial(assign_licenses, subscription_id=row.pk, user_ids=keys),
            partial(revoke_licenses, subscription_id=row.pk, user_ids=keys),
            partial(update_licenses, user_id=keys[0], add=[row.pk]),
        ]

    def lines(self, customer: Customer) -> list[NewSubscription | MoreSeats]:
        active = customer.subscriptions.filter(status="active", is_trial=False)
        held = list(active.order_by("created_at"))
        product = self.dice.choice(self.products[:3])
        new = NewSubscription(
            product_id=product.pk,
            quantity=self.dice.randint(1, 9),
            term=self.dice.choice(["P1M", "P1Y"]),
            billing_cycle="none",
        )
        rows = self.dice.choices(held, k=2) if held else []
        return [new, *(MoreSeats(subscription_id=row.pk, quantity=1) for row in rows)]

    def price(self) -> dict[str, object]:
        price = Decimal(self.dice.randint(100, 9999)) / 100
        currency = self.dice.choice(["EUR", "EUR", "EUR", "CHF"])
        return {"list_price": price, "currency": currency}


@pytest.mark.parametrize("seed", SEEDS)
def test_they_agree_after_a_walk(seed: int, acme: Customer):
    other = Customer.objects.create(name="Contoso AG", domain="contoso.example")
    walk = Walk([acme, other], seed)
    for _step in range(STEPS):
        walk.step()

    assert [str(item) for batch in check_movements() for item in batch.differences] == []
    assert [str(item) for _count, found in check_subscriptions() for item in found] == []
    assert_sums_are_the_rows()
    assert_amounts_are_the_orders()
    assert_past_was(walk.now)
    if seed == EVERYTHING:
        kinds = SubscriptionMovement.objects.values_list("kind", flat=True)
        assert set(MovementKind.values) == set(kinds)


def active() -> Any:
    return Subscription.objects.filter(status="active")


def sums(**narrowed: Any) -> dict[str, Any]:
    names = ("active_subscriptions", "active_quantity", "active_assigned_quantity")
    rows = SubscriptionMovement.objects.filter(**narrowed)
    return rows.aggregate(**{name: Sum(name, default=0) for name in names})


def assert_sums_are_the_rows() -> None:
    """All that is, of all that has ever moved, in the test's own words."""
    assert sums() == {
        "active_subscriptions": active().count(),
        "active_quantity": sum(row.quantity for row in active()),
        "active_assigned_quantity": LicenseAssignment.objects.filter(
            subscription__status="active"
        ).count(),
    }
    for currency in ("EUR", "CHF"):
        paid = active().filter(currency=currency, is_trial=False)
        now = sum((row.unit_price * row.quantity for row in paid), Decimal(0))
        rows = SubscriptionMovement.objects.filter(currency=currency)
        assert sum((row.monthly_price for row in rows), Decimal(0)) == now


def assert_amounts_are_the_orders() -> None:
    """But for seats that were added without one, and what was renewed."""
    of_orders = SubscriptionMovement.objects.filter(
        kind__in=("created", "converted", "seats_added"),
        occurred_at__in=Order.objects.values("created_at"),
    )
    converted = SubscriptionMovement.objects.filter(kind="converted")
    late = converted.exclude(occurred_at__in=Order.objects.values("created_at"))
    ordered = sum(order.total_price for order in Order.objects.all())
    assert sum(row.amount for row in [*of_orders, *late]) == ordered


def assert_past_was(now: datetime) -> None:
    """Looking back to any moment, each was active or not."""
    running: Counter[UUID] = Counter()
    for row in SubscriptionMovement.objects.order_by("id"):
        running[row.subscription_id] += row.active_subscriptions
        assert running[row.subscription_id] in (0, 1), row
        assert row.occurred_at <= now
