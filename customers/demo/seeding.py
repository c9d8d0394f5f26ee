"""Writes the demo's world into the database. What is there already is left as it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction
from django.utils import timezone

from activitylog.services import Outcome, ingest
from customers.demo.story import Story
from customers.demo.world import FIRST_CUSTOMER_AGE, World, first_customer_id
from customers.models import Customer, Product, Subscription
from customers.states import Relationship
from portal.demo import DEMO_ACCOUNTS, DEMO_PASSWORD
from portal.plugins import Reading, Record
from portal.roles import ROLES

if TYPE_CHECKING:
    from uuid import UUID

    from customers.demo.world import Holding, Tenant

SOURCE = "demo"


def world_of(seed: int) -> World:
    """The world of this seed: it ends now, or when it ended where it was seeded before."""
    first = Customer.objects.filter(pk=first_customer_id(seed)).first()
    ends_at = first.created_at + FIRST_CUSTOMER_AGE if first else timezone.now()
    return World(seed, ends_at)


def is_interrupted(seed: int) -> bool:
    """Whether seeding began but did not come to the subscriptions, which are made last."""
    first = first_customer_id(seed)
    return (
        Customer.objects.filter(pk=first).exists()
        and not Subscription.objects.filter(customer=first).exists()
    )


@transaction.atomic
def make_accounts() -> int:
    users = get_user_model().objects
    groups = {role.code: Group.objects.get(name=role.name) for role in ROLES}
    known = set(users.values_list("username", flat=True))
    new = [account for account in DEMO_ACCOUNTS if account.username not in known]
    # Hashed once: it is slow on purpose, and the password is the same for all.
    password = make_password(DEMO_PASSWORD) if new else ""
    for account in new:
        user = users.create(
            username=account.username,
            first_name=account.first_name,
            last_name=account.last_name,
            email=account.email,
            is_staff=True,
            time_zone=account.time_zone,
            password=password,
        )
        user.groups.add(groups[account.role])
    return len(new)


def make_products(world: World) -> int:
    known = set(Product.objects.values_list("sku", flat=True))
    new = [
        Product(id=item.id, name=item.name, sku=item.sku, family=item.family)
        for item in world.products
        if item.sku not in known
    ]
    return len(Product.objects.bulk_create(new))


def make_customers(world: World) -> int:
    known = Customer.objects.in_bulk([tenant.id for tenant in world.tenants])
    new = [_customer(tenant) for tenant in world.tenants if tenant.id not in known]
    return len(Customer.objects.bulk_create(new))


def _customer(tenant: Tenant) -> Customer:
    company = tenant.company
    return Customer(
        id=tenant.id,
        name=company.name,
        domain=company.domain,
        country=company.country,
        city=company.city,
        address_line=company.address_line,
        postal_code=company.postal_code,
        qualification=company.qualification,
        relationship=Relationship.NONE if tenant.leaves else Relationship.RESELLER,
        created_at=tenant.since,
    )


def tell_story(world: World, entries: int) -> Iterator[Outcome]:
    """Ingest what happened, batch by batch; the world changes with it."""
    readings = _readings(Story(world, entries).records())
    return ingest(
        readings, source=SOURCE, recorded_at=lambda record: _recorded_at(record, world.ends_at)
    )


def _readings(records: Iterable[Record]) -> Iterator[Reading]:
    for number, record in enumerate(records, start=1):
        yield Reading(number, b"", record)


def _recorded_at(record: Record, now: datetime) -> datetime:
    """Seconds later; for some only after days, as when a source was out of reach."""
    number = int(record.external_id.rpartition("-")[2])
    late = timedelta(hours=26 + number % 120) if number % 67 == 5 else timedelta()
    return min(record.occurred_at + late + timedelta(seconds=1 + number % 19), now)


def make_subscriptions(world: World) -> int:
    """As they are when the story has ended."""
    held = {
        holding.id: (tenant, holding) for tenant in world.tenants for holding in tenant.holdings
    }
    known = {str(key) for key in Subscription.objects.in_bulk(list(held))}
    products = dict(Product.objects.values_list("sku", "id"))
    new = [
        _subscription(tenant, holding, products[holding.product.sku])
        for key, (tenant, holding) in held.items()
        if key not in known
    ]
    return len(Subscription.objects.bulk_create(new))


def _subscription(tenant: Tenant, holding: Holding, product: UUID) -> Subscription:
    return Subscription(
        id=holding.id,
        customer_id=tenant.id,
        product_id=product,
        name=holding.name,
        quantity=holding.quantity,
        status=holding.status,
        term=holding.term,
        billing_cycle=holding.billing_cycle,
        auto_renew=holding.auto_renew,
        commitment_end_at=holding.commitment_end_at,
        is_trial=holding.is_trial,
        created_at=holding.created_at,
    )
