from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from random import Random
from uuid import UUID

from customers.demo.chance import chance, new_uuid
from customers.demo.companies import Company, read_companies
from customers.demo.people import Person, new_person
from customers.demo.products import read_products
from customers.demo.rhythm import begin_of, night_of, seasonal_moment, working_moment
from customers.terms import add_months

FIRST_CUSTOMER_AGE = timedelta(days=1300)
"""The first customer came so long before the story ends: their row tells when it ends."""

# Of each hundred companies so many are customers already when the story begins.
_ALREADY_CUSTOMERS = 65
# Who leaves is among so many who came first: they are there however small the partner is.
_FIRST = 14
_BAD_MONTH = 5
_BAD_DAYS = timedelta(days=25)
_FORMER_NAMES = {
    "mueller-soehne.example": "Müller Feinmechanik GmbH",
    "harborview-insurance.example": "Harborview Mutual Inc.",
}


@dataclass(eq=False)
class Tenant:
    """A customer: who they are, when they come, and whether they stay."""

    id: UUID
    company: Company
    since: datetime
    weight: int
    """How large, in comparison."""
    contact: Person
    former_name: str = ""
    renamed_at: datetime | None = None
    leaves_at: datetime | None = None

    def name_at(self, moment: datetime) -> str:
        if self.renamed_at and moment < self.renamed_at:
            return self.former_name
        return self.company.name

    def is_there(self, moment: datetime) -> bool:
        return self.since < moment and (self.leaves_at is None or moment < self.leaves_at)


class World:
    """The partner's customers and catalogue, by seed: all that is decided beforehand."""

    def __init__(self, seed: int, ends_at: datetime) -> None:
        self.seed = seed
        self.ends_at = ends_at
        self.begins_at = begin_of(ends_at)
        self.night = night_of(ends_at)
        """When somebody does in two hours what the partner does in weeks."""
        this_month = datetime.combine(ends_at.date().replace(day=1), time(), UTC)
        bad_month = add_months(this_month, -_BAD_MONTH)
        self.bad_time = (bad_month + timedelta(days=3), bad_month + _BAD_DAYS)
        """When more is lost than usual: a rival's offer goes round."""
        self.catalog = {item.id: item for item in read_products()}
        rng = Random(f"{seed}: customers")
        self.tenants = [
            self._tenant(rng, place, company) for place, company in enumerate(read_companies())
        ]
        self._let_some_leave(rng)

    def _tenant(self, rng: Random, place: int, company: Company) -> Tenant:
        # The ID comes first of all: see first_customer_id().
        tenant = Tenant(
            id=new_uuid(rng),
            company=company,
            since=self._since(rng, place),
            weight=rng.choices((2, 4, 9, 22, 40), (24, 34, 26, 12, 4))[0],
            contact=new_person(rng, company.country, company.domain),
        )
        if former := _FORMER_NAMES.get(company.domain):
            days = (self.ends_at - tenant.since).days
            ago = timedelta(days=rng.randrange(20, min(days // 2, 300)))
            tenant.former_name, tenant.renamed_at = former, working_moment(rng, self.ends_at - ago)
        return tenant

    def _since(self, rng: Random, place: int) -> datetime:
        if place == 0:
            return self.ends_at - FIRST_CUSTOMER_AGE
        if chance(rng, _ALREADY_CUSTOMERS):
            days_before = int(20 + 640 * rng.random() ** 2)
            return working_moment(rng, self.begins_at - timedelta(days=days_before))
        # By chance of its own: what else is decided depends on no date. Early enough for a name of
        # before to be worn for a while.
        arrival = Random(f"{self.seed}: arrival {place}")
        begin, end = self.begins_at + timedelta(days=8), self.ends_at - timedelta(days=65)
        return seasonal_moment(arrival, begin, end)

    def _let_some_leave(self, rng: Random) -> None:
        small = [
            tenant
            for tenant in self.tenants[1:_FIRST]
            if tenant.since < self.begins_at and tenant.weight < 20 and not tenant.former_name
        ]
        leavers = rng.sample(small, min(2, len(small)))
        long_ago = (self.ends_at - timedelta(days=500), self.ends_at - timedelta(days=380))
        for tenant, (start, end) in zip(leavers, (self.bad_time, long_ago), strict=False):
            tenant.leaves_at = working_moment(rng, start + (end - start) * rng.random())


def first_customer_id(seed: int) -> UUID:
    return new_uuid(Random(f"{seed}: customers"))
