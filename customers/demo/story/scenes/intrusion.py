"""The part of a suspicious night that changes rows; background.scenes.intrusion tells the rest."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from customers.demo.staff import INTRUDER
from customers.demo.story.looking import paid
from customers.services.customers import remove_relationship
from customers.services.users import create_user, delete_user

if TYPE_CHECKING:
    from uuid import UUID

    from customers.demo.story.stage import Stage

ACCOUNTS = 3
ATTEMPTS = 2
_PRINCIPAL = "mail.archive"


def break_in(stage: Stage) -> None:
    """Accounts are made at the largest customers, and two are to be let go. Staff finds them."""
    large = sorted(stage.present, key=lambda tenant: -tenant.weight)[:ACCOUNTS]
    for tenant in large:
        made = stage.do(
            create_user,
            application=INTRUDER,
            customer_id=tenant.id,
            user_principal_name=f"{_PRINCIPAL}@{tenant.company.domain}",
            values={"first_name": "Mail", "last_name": "Archive"},
        )
        if made:
            stage.plan_in(0.2, 0.4, partial(_delete, user_id=made.pk))
    for tenant in large[:ATTEMPTS]:
        # While subscriptions run, one stays the reseller.
        if paid(tenant):
            stage.do(remove_relationship, application=INTRUDER, customer_id=tenant.id)


def _delete(stage: Stage, user_id: UUID) -> None:
    stage.do(delete_user, user_id=user_id)
