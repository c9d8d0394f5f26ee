"""Subscriptions that customers buy in three years, a little more each month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random
from typing import TYPE_CHECKING
from uuid import UUID

from customers.models import Product, Subscription
from customers.services.subscriptions import stages
from customers.states import Status
from tests.benchmarks.reseller.life import Life

if TYPE_CHECKING:
    from tests.benchmarks.reseller.catalogue import Buyer, Offer

YEARS = timedelta(days=3 * 365)
GROWTH = 0.8
"""The age of what is sold: 1 would be as much each day."""
LATER = 0.01
"""Of what is sold, what begins on a later day."""


def sell(
    number: int,
    buyers: list[Buyer],
    offers: dict[str, list[Offer]],
    chance: Random,
    now: datetime,
) -> Iterator[Life]:
    """So many subscriptions with all that happened to them; the large customers buy more."""
    tried: set[tuple[UUID, UUID]] = set()
    better = _better(offers)
    for buyer in chance.choices(buyers, [item.people**0.6 for item in buyers], k=number):
        offer = chance.choice(offers[buyer.customer.currency])
        while (buyer.customer.pk, offer.product.pk) in tried:
            offer = chance.choice(offers[buyer.customer.currency])
        if offer.product.is_trial:
            tried.add((buyer.customer.pk, offer.product.pk))
        row = _order(buyer, offer, chance, now)
        life = Life(row, better.get((row.currency, row.product.family), []), chance, now)
        life.live()
        yield life


def _better(offers: dict[str, list[Offer]]) -> dict[tuple[str, str], list[Product]]:
    found: dict[tuple[str, str], list[Product]] = {}
    for currency, of_currency in offers.items():
        for product in (offer.product for offer in of_currency):
            if not product.is_trial:
                found.setdefault((currency, product.family), []).append(product)
    return found


def _order(buyer: Buyer, offer: Offer, chance: Random, now: datetime) -> Subscription:
    product = offer.product
    at = now - YEARS * chance.random() ** (1 / GROWTH)
    quantity = max(int(buyer.people * offer.share * chance.uniform(0.5, 1.1)), 1)
    row = Subscription(
        id=UUID(int=chance.getrandbits(128), version=4),
        customer=buyer.customer,
        product=product,
        name=product.name,
        quantity=min(quantity, 25) if product.is_trial else quantity,
        term=chance.choices(product.terms, range(len(product.terms), 0, -1))[0],
        billing_cycle=chance.choice(product.billing_cycles),
        auto_renew=not product.is_trial and chance.random() < 0.85,
        is_trial=product.is_trial,
        trial_product=product if product.is_trial else None,
        created_at=at,
        changed_at=at,
    )
    stages.take_price(row, product)
    if chance.random() < LATER:
        row.status, row.current_state_end_at = Status.PENDING, at + timedelta(days=3)
    else:
        stages.begin(row, at)
    return row
