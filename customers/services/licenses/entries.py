"""How the log speaks of a user's licenses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from customers.services.changes import Kind

if TYPE_CHECKING:
    from customers.models import CustomerUser, Subscription
    from customers.services.refusals import Details
    from customers.services.values import Json


class UserLicenses:
    """The licenses that a user has, and what is meant to change."""

    def __init__(self, held: Iterable[Subscription]) -> None:
        self.held = {row.pk: row for row in held}
        self.added: Sequence[Subscription] = ()
        self.removed: Sequence[Subscription] = ()

    @property
    def keys(self) -> set[UUID]:
        return set(self.held)

    def change(self, added: Sequence[Subscription], removed: Sequence[Subscription]) -> None:
        self.added, self.removed = added, removed
        gone = {row.pk for row in removed}
        kept = [row for key, row in self.held.items() if key not in gone]
        self.held = {row.pk: row for row in (*kept, *added)}

    @property
    def kind(self) -> Kind[CustomerUser]:
        return Kind("license", self._value, self._details, lambda user: user.customer)

    def _value(self, user: CustomerUser) -> Json:
        return {
            "Id": str(user.pk),
            "UserPrincipalName": user.user_principal_name,
            "Licenses": [
                {"SubscriptionId": str(key), "SkuId": row.product.sku, "Name": row.name}
                for key, row in sorted(self.held.items())
            ],
        }

    def _details(self, user: CustomerUser) -> Details:
        return [
            ("CustomerUserId", str(user.pk)),
            *(("AddedLicenseSkuId", row.product.sku) for row in self.added),
            *(("RemovedLicenseSkuId", row.product.sku) for row in self.removed),
        ]
