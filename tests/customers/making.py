from __future__ import annotations

from itertools import count
from typing import Any

from customers.models import Customer, Product, Subscription

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
