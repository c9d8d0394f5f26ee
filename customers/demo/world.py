from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from random import Random
from typing import TYPE_CHECKING

from customers.demo.chance import new_id, new_uuid
from customers.demo.companies import Company, read_companies
from customers.demo.people import Person, new_person
from customers.demo.products import CatalogItem, read_products
from customers.demo.rhythm import begin_of, working_moment
from customers.terms import first_term_end

if TYPE_CHECKING:
    from uuid import UUID

FIRST_CUSTOMER_AGE = timedelta(days=1300)
"""The first customer came so long before the story ends: their row tells when it ends."""

# Of each hundred companies so many are customers already when the story begins.
_ALREADY_CUSTOMERS = 65
_LEAVERS = 3


@dataclass(slots=True)
class Holding:
    """A subscription as it is at this point of the story."""

    id: str
    product: CatalogItem
    name: str
    quantity: int
    term: str
    billing_cycle: str
    created_at: datetime
    commitment_end_at: datetime
    order_id: str = ""
    status: str = "active"
    auto_renew: bool = True
    is_trial: bool = False
    # Counts the changes: the entity tag follows from it.
    version: int = 1

    def renew(self, now: datetime) -> None:
        """Let terms follow one another up to the one that runs now."""
        while self.commitment_end_at < now:
            self.commitment_end_at = first_term_end(
                self.commitment_end_at + timedelta(days=1), self.term
            )


@dataclass
class Tenant:
    """A customer as it is at this point of the story."""

    id: UUID
    company: Company
    name: str
    since: datetime
    size: int
    street: str
    billing_profile_id: str
    contact: Person
    qualification: str = "none"
    phone: str = ""
    budget: int = 500
    # Whether they will have left when the story ends, and whether they have.
    leaves: bool = False
    has_left: bool = False
    people: list[Person] = field(default_factory=list)
    holdings: list[Holding] = field(default_factory=list)

    @cached_property
    def key(self) -> str:
        return str(self.id)

    @property
    def admin(self) -> str:
        """Who administers the customer's own tenant."""
        return f"admin@{self.company.domain}"


class World:
    """The partner's customers and catalogue, by seed."""

    def __init__(self, seed: int, ends_at: datetime) -> None:
        self.seed = seed
        self.ends_at = ends_at
        self.begins_at = begin_of(ends_at)
        self.products = read_products()
        rng = Random(f"{seed}: customers")
        self.tenants = [
            _tenant(rng, place, company, ends_at) for place, company in enumerate(read_companies())
        ]
        for tenant in rng.sample(
            [item for item in self.tenants if self._may_leave(item)], _LEAVERS
        ):
            tenant.leaves = True

    def is_resident(self, tenant: Tenant) -> bool:
        """Whether they are a customer already when the story begins."""
        return tenant.since < self.begins_at

    def _may_leave(self, tenant: Tenant) -> bool:
        return self.is_resident(tenant) and tenant is not self.tenants[0] and tenant.size < 100


def first_customer_id(seed: int) -> UUID:
    return new_uuid(Random(f"{seed}: customers"))


def _tenant(rng: Random, place: int, company: Company, ends_at: datetime) -> Tenant:
    # The ID comes first of all: see first_customer_id().
    key = new_uuid(rng)
    size = rng.choices((8, 25, 70, 180, 450), (30, 34, 22, 10, 4))[0]
    return Tenant(
        id=key,
        company=company,
        name=company.name,
        since=_since(rng, place, ends_at),
        size=size,
        street=company.address_line,
        billing_profile_id=new_id(rng),
        contact=new_person(rng, company.country, company.domain),
        people=[
            new_person(rng, company.country, company.domain) for _ in range(5 + min(size // 5, 20))
        ],
    )


def _since(rng: Random, place: int, ends_at: datetime) -> datetime:
    if place == 0:
        return ends_at - FIRST_CUSTOMER_AGE
    begin = begin_of(ends_at)
    if rng.random() * 100 < _ALREADY_CUSTOMERS:
        return working_moment(rng, begin - timedelta(days=rng.randrange(20, 1200)))
    return working_moment(rng, begin + timedelta(days=rng.randrange(8, 540)))
