from __future__ import annotations

from typing import TYPE_CHECKING

from customers.folding import FoldedQuerySet

if TYPE_CHECKING:
    from customers.models import Customer, Product, Subscription  # noqa: F401 - as text below


class CustomerQuerySet(FoldedQuerySet["Customer"]):
    pass


class ProductQuerySet(FoldedQuerySet["Product"]):
    pass


class SubscriptionQuerySet(FoldedQuerySet["Subscription"]):
    pass
