"""Who of a customer's users has a seat of which subscription."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from customers.models import (
    CustomerUser,
    LicenseAssignment,
    Subscription,
    SubscriptionMovement,
)
from customers.services.changes import edit, locked, locked_rows
from customers.services.licenses.counting import count_assigned
from customers.services.licenses.entries import UserLicenses
from customers.services.movements import keep
from customers.services.operations import operation
from customers.services.refusals import Broken
from customers.services.subscriptions.rules import ensure_licensable, ensure_seat_free
from customers.services.users.rules import ensure_there

if TYPE_CHECKING:
    from customers.services.actors import Actor


@operation("customers.assign_license")
def update_licenses(
    *,
    actor: Actor,
    user_id: UUID,
    add: Collection[UUID] = (),
    remove: Collection[UUID] = (),
    version: int | None = None,
) -> CustomerUser:
    """Give a user seats of these subscriptions, and take back those of others."""
    user = locked(CustomerUser.objects.select_related("customer"), user_id)
    desk = _Desk({*add, *remove})
    desk.update(actor, user, set(add), set(remove), version)
    keep(desk.movements)
    return user


@operation("customers.assign_licenses_in_bulk")
def assign_licenses(*, actor: Actor, subscription_id: UUID, user_ids: Collection[UUID]) -> int:
    """Give many users a seat each, or none of them; return how many had none before."""
    return _in_bulk(actor, subscription_id, user_ids, assign=True)


@operation("customers.assign_licenses_in_bulk")
def revoke_licenses(*, actor: Actor, subscription_id: UUID, user_ids: Collection[UUID]) -> int:
    """Take a seat back from each of many users; return how many had one."""
    return _in_bulk(actor, subscription_id, user_ids, assign=False)


def _in_bulk(
    actor: Actor, subscription_id: UUID, user_ids: Collection[UUID], *, assign: bool
) -> int:
    users = CustomerUser.objects.filter(pk__in=user_ids).select_related("customer")
    people = locked_rows(users)
    if len(people) < len(set(user_ids)):
        raise CustomerUser.DoesNotExist
    desk = _Desk({subscription_id})
    wanted, nothing = {subscription_id}, set[UUID]()
    pair = (wanted, nothing) if assign else (nothing, wanted)
    changed = sum(desk.update(actor, user, *pair) for user in people)
    keep(desk.movements)
    return changed


class _Desk:
    """The subscriptions whose seats are given out, locked in the order of their keys."""

    def __init__(self, keys: Collection[UUID]) -> None:
        rows = Subscription.objects.filter(pk__in=keys).select_related("product")
        self.subscriptions = {row.pk: row for row in locked_rows(rows)}
        if len(self.subscriptions) < len(keys):
            raise Subscription.DoesNotExist
        self.movements: list[SubscriptionMovement] = []
        """What they have moved by: to be kept when all users are done."""

    def update(
        self,
        actor: Actor,
        user: CustomerUser,
        add: set[UUID],
        remove: set[UUID],
        version: int | None = None,
    ) -> bool:
        """Change one user's seats; tell whether anything changed."""
        held = Subscription.objects.filter(licenses__customer_user=user).select_related("product")
        licenses = UserLicenses(list(held))
        added = [row for key, row in self.subscriptions.items() if key in add - licenses.keys]
        removed = [row for key, row in self.subscriptions.items() if key in remove & licenses.keys]

        def change(now: datetime) -> None:
            licenses.change(added, removed)
            self._judge(user, added, now)

        return edit(
            licenses.kind,
            user,
            actor=actor,
            action="update_customer_user_licenses",
            change=change,
            version=version,
            also=lambda: self._keep(user, added, removed),
            beside=(*added, *removed),
        )

    def _judge(self, user: CustomerUser, added: Sequence[Subscription], now: datetime) -> None:
        if not added:
            return
        ensure_there(user)
        if not user.usage_location:
            reason = _("%(user)s needs a usage location before a license can be assigned.")
            raise Broken("", "usage_location_missing", reason, {"user": user})
        for subscription in added:
            if subscription.customer_id != user.customer_id:
                reason = _("User and subscription belong to different customers.")
                raise Broken("", "other_customer", reason)
            ensure_licensable(subscription, now)
            ensure_seat_free(subscription)

    def _keep(
        self, user: CustomerUser, added: Sequence[Subscription], removed: Sequence[Subscription]
    ) -> None:
        LicenseAssignment.objects.bulk_create(
            LicenseAssignment(
                customer_user=user, subscription=subscription, assigned_at=user.changed_at
            )
            for subscription in added
        )
        user.licenses.filter(subscription__in=removed).delete()
        for subscription, step in [(row, 1) for row in added] + [(row, -1) for row in removed]:
            self.movements += count_assigned(subscription, step, user.changed_at)
