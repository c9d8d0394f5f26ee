"""Whom is sold to, and what: the demo's companies and products, many times over."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from uuid import UUID

from customers.demo.companies import read_companies
from customers.demo.products import CatalogItem, read_products
from customers.models import Customer, Product

CURRENCIES = ("EUR", "USD")
PAY_IN_DOLLARS = ("US", "GB", "IE")
MOST_SEATS = 2_000


@dataclass(frozen=True, slots=True)
class Buyer:
    """A customer, and how many people work there."""

    customer: Customer
    people: int


@dataclass(frozen=True, slots=True)
class Offer:
    product: Product
    share: float
    """Of a customer's people who use it."""


def make_buyers(number: int, chance: Random, now: datetime) -> list[Buyer]:
    """Some are large, most are small: sizes follow a power law."""
    companies = read_companies()
    buyers = []
    for count in range(number):
        company = companies[count % len(companies)]
        customer = Customer(
            id=UUID(int=chance.getrandbits(128), version=4),
            name=f"{company.name} {count}",
            domain=f"{count}.{company.domain}",
            country=company.country,
            culture=company.culture,
            city=company.city,
            currency=currency_of(company.country),
            created_at=now - timedelta(days=3 * 366),
        )
        buyers.append(Buyer(customer, min(int(3 * chance.paretovariate(0.9)), MOST_SEATS)))
    return buyers


def currency_of(country: str) -> str:
    return CURRENCIES[country in PAY_IN_DOLLARS]


def make_offers(chance: Random) -> dict[str, list[Offer]]:
    """By currency; trials after what they become, as they must be saved."""
    items = sorted(read_products(), key=lambda item: item.kind == "trial")
    return {currency: _offers(items, currency, chance) for currency in CURRENCIES}


def _offers(items: list[CatalogItem], currency: str, chance: Random) -> list[Offer]:
    made: dict[str, Offer] = {}
    for item in items:
        paid = made.get(item.converts_to)
        product = Product(
            id=UUID(int=chance.getrandbits(128), version=4),
            sku=f"{item.sku}:{currency}",
            name=item.name,
            family=item.family,
            list_price=item.list_price,
            currency=currency,
            terms=list(item.terms),
            billing_cycles=list(item.billing_cycles),
            is_trial=item.kind == "trial",
            converts_to=paid.product if paid else None,
        )
        made[item.sku] = Offer(product, max(item.share, 1) / 100)
    return list(made.values())
