"""The customers and their people, as their rows say once the changes are told."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from customers.models import Customer, CustomerUser

if TYPE_CHECKING:
    from customers.demo.world import Tenant, World


@dataclass(eq=False, slots=True)
class Account:
    """Somebody at a customer: since when they are called what they are called now."""

    id: str
    principal: str
    name: str
    since: datetime
    until: datetime | None
    roles: list[str] = field(default_factory=list)


@dataclass(eq=False, slots=True)
class Client:
    """A customer, with what is told of them here and kept nowhere."""

    tenant: Tenant
    accounts: list[Account] = field(default_factory=list)
    budget: int = 500

    @property
    def key(self) -> str:
        return str(self.tenant.id)

    @property
    def admin(self) -> str:
        """Who administers the customer's own tenant."""
        return f"admin@{self.tenant.company.domain}"

    def accounts_at(self, moment: datetime) -> list[Account]:
        return [
            account
            for account in self.accounts
            if account.since < moment and (account.until is None or moment < account.until)
        ]


def read_clients(world: World) -> list[Client]:
    """In the order in which they came."""
    keys = set(Customer.objects.values_list("pk", flat=True))
    clients = {item.id: Client(item) for item in world.tenants if item.id in keys}
    users = CustomerUser.objects.filter(customer__in=clients)
    for user in users.order_by("created_at", "user_principal_name"):
        # A user who was deleted is told of until then, by what they were called all the time.
        since = user.created_at if user.soft_deleted_at else user.changed_at
        clients[user.customer_id].accounts.append(
            Account(
                str(user.pk),
                user.user_principal_name,
                user.display_name,
                since,
                user.soft_deleted_at,
            )
        )
    return sorted(clients.values(), key=lambda client: client.tenant.since)
