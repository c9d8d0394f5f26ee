from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

from django.utils import timezone

from customers.models import Customer, Product, Subscription
from customers.states import DEPROVISIONED, Status

_numbers = count(1)


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
    product = values.pop("product", None) or make_product()
    now = timezone.now()
    if values.get("status") in DEPROVISIONED:
        values.setdefault("deprovisioned_at", now)
    if values.get("status") == Status.SUSPENDED:
        values.setdefault("suspended_at", now)
    if values.get("is_trial"):
        values = {
            "trial_product": product,
            "trial_start_at": now,
            "trial_end_at": now + timedelta(days=30),
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
        | values,
    )
