"""Referrals: chances to sell something, to customers and to who may become one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from customers.demo.chance import chance
from customers.services.referrals import create_referral, update_referral
from customers.states import ReferralStatus, ReferralSubstatus

if TYPE_CHECKING:
    from customers.demo.story.stage import Stage

_DEALS = ("Teams telephony", "Copilot pilot", "Security assessment", "Move to the cloud", "ERP")
_PROSPECTS = (
    "Straußberger Kältetechnik GmbH",
    "Ateliers Lefèvre SAS",
    "Brewster & Hale Surveyors Ltd",
    "Gemeinnützige Wohnungsbaugenossenschaft Oberlausitz eG",
    "Skärgårdens Rederi AB",
)
_OUTCOMES = (
    (ReferralSubstatus.WON, ""),
    (ReferralSubstatus.WON, ""),
    (ReferralSubstatus.LOST, "Chose another provider"),
    (ReferralSubstatus.LOST, "No budget this year"),
    (ReferralSubstatus.DECLINED, "Out of our area"),
)


def refer(stage: Stage) -> None:
    """A lead comes in, about a customer or a company that is none yet."""
    rng = stage.rng
    tenant = stage.any_tenant() if chance(rng, 55) else None
    values = {
        "company_name": "" if tenant else rng.choice(_PROSPECTS),
        "name": f"{rng.choice(_DEALS)} {stage.now:%Y}-{rng.randrange(100, 999)}",
        "status": ReferralStatus.NEW,
        "substatus": rng.choice((ReferralSubstatus.PENDING, ReferralSubstatus.RECEIVED)),
        "qualification": rng.choice(("Direct", "MarketingQualified", "SalesQualified")),
        "deal_value": rng.randrange(5, 400) * 100,
    }
    made = stage.do(create_referral, customer_id=tenant.id if tenant else None, values=values)
    if made:
        stage.plan_in(1, 12, partial(_accept, referral_id=made.pk))


def _accept(stage: Stage, referral_id: UUID) -> None:
    changes = {"status": ReferralStatus.ACTIVE, "substatus": ReferralSubstatus.ACCEPTED}
    stage.do(update_referral, referral_id=referral_id, changes=changes)
    stage.plan_in(5, 90, partial(_close, referral_id=referral_id))


def _close(stage: Stage, referral_id: UUID) -> None:
    substatus, reason = stage.rng.choice(_OUTCOMES)
    changes = {
        "status": ReferralStatus.CLOSED,
        "substatus": substatus,
        "status_reason": reason,
    }
    stage.do(update_referral, referral_id=referral_id, changes=changes)
