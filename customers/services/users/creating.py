from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from customers.models import Customer, CustomerUser
from customers.services.changes import assign, create, locked
from customers.services.customers.relationships import ensure_reseller
from customers.services.kinds import CUSTOMER_USER
from customers.services.operations import operation
from customers.services.refusals import Broken
from customers.services.validity import ensure_valid
from customers.states import UserState

if TYPE_CHECKING:
    from customers.services.actors import Actor

USER_FIELDS = ("first_name", "last_name", "display_name", "usage_location", "phone_number")


@operation("customers.manage_customeruser")
def create_user(
    *,
    actor: Actor,
    customer_id: UUID,
    user_principal_name: str,
    values: Mapping[str, str],
    user_id: UUID | None = None,
) -> CustomerUser:
    """Give someone at a customer an account. Without a display name, first and last name are."""
    customer = locked(Customer.objects.all(), customer_id)
    now = actor.now()
    user = CustomerUser(
        id=user_id or uuid4(),
        customer=customer,
        user_principal_name=user_principal_name,
        created_at=now,
        changed_at=now,
    )
    assign(user, values, USER_FIELDS)
    user.display_name = user.display_name or f"{user.first_name} {user.last_name}".strip()
    create(
        CUSTOMER_USER,
        user,
        actor=actor,
        action="create_customer_user",
        judge=lambda: _judge(user),
    )
    return user


def _judge(user: CustomerUser) -> None:
    ensure_reseller(user.customer)
    ensure_principal_free(user)


def ensure_principal_free(user: CustomerUser) -> None:
    """A user principal name belongs to one active user of all customers; case means nothing."""
    ensure_valid(user, ("user_principal_name",))
    # Written as the constraint is, whose index then serves.
    others = CustomerUser.objects.filter(state=UserState.ACTIVE).alias(
        principal=Lower("user_principal_name")
    )
    wanted = user.user_principal_name.lower()
    if others.filter(principal=wanted).exclude(pk=user.pk).exists():
        reason = _("Another user has this user principal name.")
        raise Broken("user_principal_name", "principal_taken", reason)
