"""A business of size, made at once: long names, many countries, families and months."""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from activitylog.keys import random_key
from customers.models import Customer, Product, Subscription, SubscriptionMovement
from customers.states import MovementKind
from tests.customers.making import dates, make_product

NAME = "Gesellschaft für nachhaltige Wärmeversorgung und Gebäudetechnik Oberösterreich mbH & Co. KG"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
KINDS = (
    MovementKind.CREATED,
    MovementKind.RENEWED,
    MovementKind.CONVERTED,
    MovementKind.SUSPENDED,
    MovementKind.REACTIVATED,
    MovementKind.SEATS_ADDED,
    MovementKind.SEATS_REMOVED,
)


def make_many(number: int = 1000) -> None:
    """So many subscriptions, each with a movement of each kind in a month of its own."""
    customers = Customer.objects.bulk_create(
        Customer(
            name=f"{NAME} {n}",
            domain=f"many{n}.example",
            country=f"{LETTERS[n % 26]}{LETTERS[n // 26]}",
        )
        for n in range(200)
    )
    products = [
        make_product(name=f"Product number {n}, with a long name", family=f"Family {n % 20}")
        for n in range(60)
    ]
    subscriptions = Subscription.objects.bulk_create(
        _subscription(n, customers[n % 200], products[n % 60]) for n in range(number)
    )
    SubscriptionMovement.objects.bulk_create(
        _movement(row, kind, 10 + (n + 50 * place) % 700)
        for n, row in enumerate(subscriptions)
        for place, kind in enumerate(KINDS)
    )


def _subscription(n: int, customer: Customer, product: Product) -> Subscription:
    now = timezone.now()
    end = {"commitment_end_at": now + timedelta(days=1 + n % 360)}
    return Subscription(
        customer=customer,
        product=product,
        name=f"{NAME}, subscription {n}",
        quantity=10 + n % 90,
        assigned_quantity=n % 10,
        unit_price=Decimal("32.10"),
        status="suspended" if n % 9 == 0 else "active",
        auto_renew=n % 3 != 0,
        term="P1Y",
        billing_cycle="monthly",
        created_at=now - timedelta(days=n % 700),
        last_renewed_at=now - timedelta(days=n % 60),
        **{**dates({"status": "suspended" if n % 9 == 0 else "active", **end}, now), **end},
    )


def _movement(row: Subscription, kind: MovementKind, days: int) -> SubscriptionMovement:
    at = timezone.now() - timedelta(days=days)
    return SubscriptionMovement(
        id=random_key(at),
        occurred_at=at,
        subscription=row,
        customer_id=row.customer_id,
        product_id=row.product_id,
        kind=kind,
        is_trial=False,
        quantity=10,
        active_subscriptions=1,
        active_quantity=10,
        monthly_price=Decimal("321.00"),
        amount=Decimal("3852.00"),
        currency="EUR",
    )
