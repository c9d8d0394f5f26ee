from __future__ import annotations

from datetime import datetime, timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from customers.models import Customer, Product, Subscription
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
