"""What a subscription can become that is better: of its family, and as dear or dearer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from customers.models import Product
from customers.services.refusals import Broken
from customers.services.subscriptions.rules.limits import ensure_quantity, ensure_sold

if TYPE_CHECKING:
    from customers.models import Subscription


def upgrade_targets(row: Subscription) -> list[Product]:
    """Cheapest first."""
    family = Product.objects.filter(family=row.product.family, is_available=True, is_trial=False)
    return upgrades_among(family.order_by("list_price", "folded", "id"), row)


def upgrades_among(products: Iterable[Product], row: Subscription) -> list[Product]:
    return [product for product in products if _is_upgrade(row, product)]


def _is_upgrade(row: Subscription, product: Product) -> bool:
    try:
        ensure_upgrade(row, product)
    except Broken:
        return False
    return True


def ensure_upgrade(row: Subscription, product: Product) -> None:
    """It is better, and sold for the same term, billed in the same way, in this quantity."""
    if not _is_better(row.product, product):
        raise Broken("product", "no_upgrade", _("This is no upgrade of what it is."))
    ensure_sold(product, term=row.term, billing_cycle=row.billing_cycle)
    ensure_quantity(product, row.quantity)


def _is_better(now: Product, product: Product) -> bool:
    return (
        product.pk != now.pk
        and product.is_available
        and not product.is_trial
        and (product.family, product.currency) == (now.family, now.currency)
        and product.is_add_on == now.is_add_on
        and product.list_price >= now.list_price
    )
