"""Referrals: chances to sell something."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.utils.translation import gettext_lazy as _

from customers.models import Customer, Referral
from customers.services.changes import assign, create, edit, locked
from customers.services.kinds import REFERRAL
from customers.services.operations import operation
from customers.services.refusals import Broken
from customers.states import NEXT_STATUSES, SUBSTATUSES, ReferralStatus

if TYPE_CHECKING:
    from customers.services.actors import Actor

REFERRAL_FIELDS = (
    "company_name",
    "name",
    "external_reference_id",
    "status",
    "substatus",
    "status_reason",
    "referral_type",
    "qualification",
    "deal_value",
    "currency",
    "closing_on",
    "notes",
)


@operation("customers.manage_referral")
def create_referral(
    *,
    actor: Actor,
    values: Mapping[str, object],
    customer_id: UUID | None = None,
    referral_id: UUID | None = None,
) -> Referral:
    """Enter a referral, about a customer or about a company that is none yet."""
    customer = locked(Customer.objects.all(), customer_id) if customer_id else None
    now = actor.now()
    referral = Referral(
        id=referral_id or uuid4(), customer=customer, created_at=now, changed_at=now
    )
    assign(referral, values, REFERRAL_FIELDS)
    if customer:
        referral.company_name = referral.company_name or customer.name

    def judge() -> None:
        _ensure_about_somebody(referral)
        if referral.status == ReferralStatus.CLOSED:
            reason = _("A referral begins as new or active.")
            raise Broken("status", "closed_at_once", reason)
        _ensure_substatus_fits(referral)

    create(REFERRAL, referral, actor=actor, action="create_referral", judge=judge)
    return referral


@operation("customers.manage_referral")
def update_referral(
    *,
    actor: Actor,
    referral_id: UUID,
    changes: Mapping[str, object],
    version: int | None = None,
) -> Referral:
    """Change what is known of a referral, or where it stands; a closed one stays closed."""
    referral = locked(Referral.objects.select_related("customer"), referral_id)
    before = ReferralStatus(referral.status)

    def change(_now: datetime) -> None:
        assign(referral, changes, REFERRAL_FIELDS)
        if referral.status not in NEXT_STATUSES[before]:
            reason = _("A referral that is “%(status)s” cannot become this.")
            raise Broken("status", "status_not_next", reason, {"status": before.label})
        _ensure_about_somebody(referral)
        _ensure_substatus_fits(referral)

    edit(
        REFERRAL,
        referral,
        actor=actor,
        action="update_referral",
        change=change,
        version=version,
        checked=tuple(changes),
    )
    return referral


def _ensure_about_somebody(referral: Referral) -> None:
    if not referral.customer and not referral.company_name.strip():
        reason = _("Choose a customer or enter a company.")
        raise Broken("company_name", "company_missing", reason)


def _ensure_substatus_fits(referral: Referral) -> None:
    fitting = [
        substatus
        for status, substatuses in SUBSTATUSES.items()
        if status == referral.status
        for substatus in substatuses
    ]
    if referral.substatus not in fitting:
        reason = _("This substatus does not belong to the status.")
        raise Broken("substatus", "substatus_unfit", reason)
