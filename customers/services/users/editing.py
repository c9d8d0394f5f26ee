from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from customers.models import CustomerUser
from customers.services.changes import assign, edit, locked
from customers.services.kinds import CUSTOMER_USER
from customers.services.operations import operation
from customers.services.refusals import Broken, Details
from customers.services.users.creating import USER_FIELDS, ensure_principal_free
from customers.services.users.rules import ensure_there

if TYPE_CHECKING:
    from customers.services.actors import Actor

ROWS = CustomerUser.objects.select_related("customer")


@operation("customers.manage_customeruser")
def update_user(
    *, actor: Actor, user_id: UUID, changes: Mapping[str, str], version: int | None = None
) -> CustomerUser:
    """Change what is known about a user."""
    user = locked(ROWS.all(), user_id)

    def change(_now: datetime) -> None:
        assign(user, changes, USER_FIELDS)
        ensure_there(user)
        if user.licenses.exists() and not user.usage_location:
            reason = _("Who has licenses needs a usage location.")
            raise Broken("usage_location", "usage_location_missing", reason)

    edit(
        CUSTOMER_USER,
        user,
        actor=actor,
        action="update_customer_user",
        change=change,
        version=version,
        checked=tuple(changes),
    )
    return user


@operation("customers.manage_customeruser")
def change_user_principal_name(
    *, actor: Actor, user_id: UUID, user_principal_name: str, version: int | None = None
) -> CustomerUser:
    """Change the name that a user signs in with."""
    user = locked(ROWS.all(), user_id)
    before = user.user_principal_name

    def change(_now: datetime) -> None:
        user.user_principal_name = user_principal_name
        ensure_there(user)
        ensure_principal_free(user)

    def details(user: CustomerUser) -> Details:
        return [
            ("CustomerUserId", str(user.pk)),
            ("OldUserPrincipalName", before),
            ("NewUserPrincipalName", user.user_principal_name),
        ]

    edit(
        CUSTOMER_USER,
        user,
        actor=actor,
        action="update_customer_user_principal_name",
        change=change,
        version=version,
        details=details,
        checked=("user_principal_name",),
    )
    return user
