"""Fourteen months of a small business, told by the services as they would have happened.

Counted back from now: what is due, ends or was used less is so at the moment of the telling.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from customers.models import Customer, CustomerUser, Product, Subscription
from customers.services import Actor, subscriptions
from customers.services.licenses import assign_licenses, revoke_licenses
from customers.services.orders import NewSubscription, order_trial, place_order
from tests.customers.making import make_product
from tests.customers.operations_table.making import make_user

A_DAY = timedelta(days=1)


class Story:
    def __init__(self) -> None:
        self.now = timezone.now()
        self._numbers = count(1)
        self.alpha = self.customer("Alpha GmbH", "DE")
        self.beta = self.customer("Beta & Söhne AG", "AT")
        self.gamma = self.customer("Gamma Inc.", "US", currency="USD")
        self.delta = self.customer("Delta", "")
        self.epsilon = self.customer("Epsilon KG", "DE")
        self.e3 = self.product("Microsoft 365 E3", "M365-E3", "Microsoft 365", "32.10")
        self.e5 = self.product("Microsoft 365 E5", "M365-E5", "Microsoft 365", "54.75")
        self.e1 = self.product("Office 365 E1", "O365-E1", "Office 365", "9.40")
        self.crm = self.product("Dynamics 365 Sales", "D365-S", "Dynamics 365", "61.00")
        self.tool = self.product("A tool of no family", "TOOL", "", "3.33")
        self.dollars = self.product(
            "Microsoft 365 E3 (US)", "M365-E3-US", "Microsoft 365", "36.00", currency="USD"
        )
        self.crm_dollars = self.product(
            "Dynamics 365 Sales (US)", "D365-S-US", "Dynamics 365", "70.00", currency="USD"
        )
        self.trial = self.product(
            "Trial of E3", "TRIAL-E3", "Microsoft 365", "0", is_trial=True, converts_to=self.e3
        )

    def customer(self, name: str, country: str, **values: Any) -> Customer:
        return Customer.objects.create(
            name=name, domain=f"c{next(self._numbers)}.example", country=country, **values
        )

    def product(self, name: str, sku: str, family: str, price: str, **values: Any) -> Product:
        return make_product(
            name=name,
            sku=sku,
            family=family,
            list_price=price,
            maximum_quantity=25 if values.get("is_trial") else 300,
            terms=["P1M", "P1Y"],
            **values,
        )

    def ago(self, days: float) -> datetime:
        return self.now - days * A_DAY

    def actor(self, days: float) -> Actor:
        return Actor(application="story", at=self.ago(days))

    def buys(
        self, customer: Customer, product: Product, quantity: int, days: float, **values: Any
    ) -> Subscription:
        starts_at = values.pop("starts_at", None)
        usual = {"term": "P1Y", "billing_cycle": "monthly"}
        line = NewSubscription(product_id=product.pk, quantity=quantity, **{**usual, **values})
        order = place_order(
            actor=self.actor(days), customer_id=customer.pk, lines=[line], starts_at=starts_at
        )
        return order.lines.get().subscription

    def tries(self, customer: Customer, days: float) -> Subscription:
        order = order_trial(
            actor=self.actor(days), customer_id=customer.pk, product_id=self.trial.pk
        )
        return order.lines.get().subscription

    def then(
        self, operation: Callable[..., Any], subscription: Subscription, days: float, **values: Any
    ) -> None:
        operation(actor=self.actor(days), subscription_id=subscription.pk, **values)

    def time_passes(self, days: float = 0) -> None:
        """What is due by then happens, as the timer would have it."""
        actor = self.actor(days)
        for key in subscriptions.due_subscriptions(actor.now()):
            subscriptions.advance_subscription(actor=actor, subscription_id=key)

    def users(self, customer: Customer, number: int) -> list[CustomerUser]:
        return [make_user(customer, changed_at=self.ago(420)) for _number in range(number)]

    def assigns(self, held: Subscription, users: Iterable[CustomerUser], days: float) -> None:
        self.then(assign_licenses, held, days, user_ids=[user.pk for user in users])

    def revokes(self, held: Subscription, users: Iterable[CustomerUser], days: float) -> None:
        self.then(revoke_licenses, held, days, user_ids=[user.pk for user in users])


def tell() -> Story:
    story = Story()
    _a_year_ago(story)
    _last_summer(story)
    _lately(story)
    story.time_passes()
    return story


def _a_year_ago(story: Story) -> None:
    renewing = story.buys(story.alpha, story.e3, 40, 400)
    staff = story.users(story.alpha, 30)
    story.assigns(renewing, staff[:28], 390)
    monthly = story.buys(story.beta, story.e1, 20, 380, term="P1M")
    story.buys(story.gamma, story.dollars, 15, 350)
    story.tries(story.delta, 345)
    becoming = story.tries(story.beta, 340)
    trying = story.tries(story.gamma, 336)
    story.then(
        subscriptions.convert_trial, becoming, 330, quantity=30, term="P1Y", billing_cycle="monthly"
    )
    story.then(subscriptions.suspend, trying, 325)
    story.time_passes(320)
    suspended = story.buys(story.beta, story.crm, 8, 300)
    again = story.buys(story.alpha, story.crm, 5, 290)
    story.then(subscriptions.suspend, suspended, 250)
    story.then(subscriptions.suspend, again, 240)
    story.then(subscriptions.reactivate, again, 230)
    story.then(subscriptions.change_quantity, renewing, 220, quantity=50)
    story.time_passes(210)
    story.then(subscriptions.set_auto_renew, monthly, 209, auto_renew=False)


def _last_summer(story: Story) -> None:
    story.time_passes(150)
    story.buys(story.delta, story.tool, 7, 140)
    cancelled = story.buys(story.delta, story.e1, 3, 120)
    story.then(subscriptions.suspend, cancelled, 119)
    story.then(subscriptions.cancel, cancelled, 118)
    fewer = story.buys(story.delta, story.e1, 12, 110)
    story.then(subscriptions.change_quantity, fewer, 108, quantity=9)
    better = story.buys(story.alpha, story.e3, 4, 100)
    story.then(subscriptions.upgrade, better, 80, product_id=story.e5.pk)
    story.time_passes(60)


def _lately(story: Story) -> None:
    ending = story.buys(story.gamma, story.dollars, 6, 20, term="P1M")
    story.then(subscriptions.set_auto_renew, ending, 19, auto_renew=False)
    story.buys(story.beta, story.e1, 11, 15, term="P1M")
    story.tries(story.alpha, 12)
    story.buys(story.epsilon, story.e1, 5, 50, term="P1M")  # renewed since
    idle = story.buys(story.delta, story.e3, 10, 45)
    users = story.users(story.delta, 6)
    story.assigns(idle, users, 40)
    story.revokes(idle, users[:4], 5)
    story.buys(story.beta, story.crm, 2, 3, starts_at=story.now + 10 * A_DAY)
    gone = story.tries(story.epsilon, 2)
    story.then(subscriptions.cancel, gone, 1)
    story.buys(story.gamma, story.crm_dollars, 4, 0.01)
