from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from customers.models import CustomerUser, Subscription
from customers.services.changes import Kind, edit, locked, locked_rows
from customers.services.kinds import CUSTOMER_USER, user_details
from customers.services.licenses.counting import count_assigned
from customers.services.movements import keep
from customers.services.operations import operation
from customers.services.users.creating import ensure_principal_free
from customers.services.users.editing import ROWS
from customers.services.users.rules import ensure_restorable
from customers.services.values import Json, user_value
from customers.states import UserState

if TYPE_CHECKING:
    from customers.services.actors import Actor


@operation("customers.manage_customeruser")
def delete_user(*, actor: Actor, user_id: UUID, version: int | None = None) -> CustomerUser:
    """Take a user's account and licenses away; for 30 days the account can be restored."""
    user = locked(ROWS.all(), user_id)
    subscriptions = locked_rows(Subscription.objects.filter(licenses__customer_user=user))

    def change(now: datetime) -> None:
        if user.state == UserState.ACTIVE:
            user.state, user.soft_deleted_at = UserState.INACTIVE, now

    def take_licenses() -> None:
        user.licenses.all().delete()
        counted = (count_assigned(row, -1, user.changed_at) for row in subscriptions)
        keep(movement for rows in counted for movement in rows)

    edit(
        _with_licenses(subscriptions),
        user,
        actor=actor,
        action="delete_customer_user",
        change=change,
        version=version,
        also=take_licenses,
        beside=subscriptions,
    )
    return user


def _with_licenses(subscriptions: list[Subscription]) -> Kind[CustomerUser]:
    """What the user had is told with the user: deleting takes it away."""

    def value(user: CustomerUser) -> Json:
        there = user.state == UserState.ACTIVE
        licenses = [str(row.pk) for row in subscriptions] if there else []
        return user_value(user) | {"LicensedSubscriptionIds": licenses}

    return Kind("customer_user", value, user_details, lambda user: user.customer)


@operation("customers.manage_customeruser")
def restore_user(*, actor: Actor, user_id: UUID, version: int | None = None) -> CustomerUser:
    """Give a deleted user the account back, within 30 days; licenses are assigned anew."""
    user = locked(ROWS.all(), user_id)

    def change(now: datetime) -> None:
        deleted_at = user.soft_deleted_at
        if deleted_at is None:
            return
        user.state, user.soft_deleted_at = UserState.ACTIVE, None
        ensure_restorable(deleted_at, now)
        ensure_principal_free(user)

    edit(
        CUSTOMER_USER,
        user,
        actor=actor,
        action="restore_customer_user",
        change=change,
        version=version,
    )
    return user
