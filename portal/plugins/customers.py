from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol, runtime_checkable
from uuid import UUID

from portal.plugins.registry import Registry


@runtime_checkable
class CustomerResolver(Protocol):
    """Makes the customers known that ingested records speak of."""

    @property
    def name(self) -> str: ...

    def resolve(self, customers: Mapping[UUID, str]) -> None:
        """Insert those of `customers` (id: name, which may be empty) that do not exist yet.

        Called inside the transaction that adds the entries, before them. A customer who is
        known already is never changed.
        """
        ...


customer_resolvers: Registry[CustomerResolver] = Registry(
    "customer_resolvers", contract=CustomerResolver, key=lambda resolver: resolver.name
)
