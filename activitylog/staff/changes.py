"""Changes of the staff's own accounts, each with its entry in the same transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from activitylog.services import record_activity
from portal.models import User
from portal.roles import ROLES

if TYPE_CHECKING:
    from activitylog.services.record import Actor

RESOURCE_TYPE = "partner_user"


@dataclass(frozen=True, slots=True)
class Account:
    """What matters of an account. The password's hash is compared, never recorded; how someone
    reads the portal is their own affair."""

    values: dict[str, Any]
    password: str


def account_of(user: User) -> Account:
    held = set(user.groups.values_list("name", flat=True))
    values = {
        "Id": str(user.pk),
        "UserPrincipalName": user.username,
        "FirstName": user.first_name,
        "LastName": user.last_name,
        "Email": user.email,
        "Active": user.is_active,
        "Staff": user.is_staff,
        "Superuser": user.is_superuser,
        "Roles": [role.code for role in ROLES if role.name in held],
        "Attributes": {"ObjectType": "PartnerUser"},
    }
    return Account(values, user.password)


@contextmanager
def recorded_change(user_id: int, *, actor: Actor) -> Iterator[None]:
    """Record what the block changes of this user, if anything; both are kept, or neither is.

    The row is locked first: of two changes at once, the second begins with what the first left.
    """
    with transaction.atomic():
        before = account_of(User.objects.select_for_update().get(pk=user_id))
        yield
        after = account_of(User.objects.get(pk=user_id))
        if after != before:
            _record("update_partner_user", after, before, actor)


def record_new_user(user_id: int, *, actor: Actor) -> None:
    """In the transaction that adds the user, once the roles are given."""
    _record("create_partner_user", account_of(User.objects.get(pk=user_id)), None, actor)


def _record(action: str, after: Account, before: Account | None, actor: Actor) -> None:
    values = after.values
    details = [
        ("PartnerUserId", values["Id"]),
        ("UserPrincipalName", values["UserPrincipalName"]),
        ("Roles", ", ".join(values["Roles"])),
    ]
    if before and before.password != after.password:
        details.append(("PasswordChanged", "True"))
    record_activity(
        action,
        actor=actor,
        resource_type=RESOURCE_TYPE,
        resource_id=values["Id"],
        old_value=before.values if before else None,
        new_value=values,
        details=details,
    )
