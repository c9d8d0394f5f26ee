from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from activitylog.keys import random_key
from customers.models import Customer, Product, Subscription, SubscriptionMovement
from customers.states import DEPROVISIONED, Status

_numbers = count(1)
A_YEAR = timedelta(days=365)


def make_product(**values: Any) -> Product:
    number = next(_numbers)
    return Product.objects.create(
        **{
            "name": "Microsoft 365 E3",
            "sku": f"CFQ7TTC0LFLX:{number:04}",
            "family": "Microsoft 365",
        }
        | values
    )


def make_subscription(customer: Customer, **values: Any) -> Subscription:
    """Ten seats for a year that began yesterday, with the dates that the status asks for."""
    product = values.pop("product", None) or make_product()
    now = timezone.now()
    if values.get("is_trial"):
        values = {
            "trial_product": product,
            "trial_start_at": now,
            "trial_end_at": now + timedelta(days=30),
            "auto_renew": False,
        } | values
    return Subscription.objects.create(
        customer=customer,
        product=product,
        **{
            "name": "Microsoft 365 E3",
            "quantity": 10,
            "status": "active",
            "term": "P1Y",
            "billing_cycle": "monthly",
        }
        | dates(values, now)
        | values,
    )


def dates(values: dict[str, Any], now: datetime) -> dict[str, Any]:
    """The dates without which no database keeps a subscription of these values."""
    status = values.get("status", Status.ACTIVE)
    if status == Status.PENDING:
        return {"current_state_end_at": now + timedelta(days=1)}
    end = values.get("commitment_end_at") or values.get("trial_end_at") or now + timedelta(days=364)
    found = {
        "effective_start_at": values.get("trial_start_at") or end - A_YEAR,
        "commitment_end_at": end,
        "current_state_end_at": end,
    }
    if status == Status.SUSPENDED:
        found["suspended_at"] = now
    if status in DEPROVISIONED:
        over = None if status == Status.DELETED else now + timedelta(days=30)
        found |= {"deprovisioned_at": now, "current_state_end_at": over}
    return found


def make_movement(
    subscription: Subscription, kind: str = "created", at: datetime | None = None, **figures: Any
) -> SubscriptionMovement:
    """What a service writes of a change: now, unless told otherwise, and of no figures."""
    moment = at or timezone.now()
    return SubscriptionMovement.objects.create(
        id=random_key(moment),
        occurred_at=moment,
        subscription=subscription,
        customer=subscription.customer,
        product=subscription.product,
        kind=kind,
        **{"is_trial": subscription.is_trial, "currency": subscription.currency} | figures,
    )
