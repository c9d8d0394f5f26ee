"""The catalogue: what can be ordered, in which quantities, for how long, at which price."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from customers.models import Product
from customers.services.changes import assign, create, edit, locked
from customers.services.kinds import PRODUCT
from customers.services.operations import operation
from customers.services.refusals import Broken
from customers.services.validity import ensure_valid

if TYPE_CHECKING:
    from customers.services.actors import Actor

PRODUCT_FIELDS = (
    "name",
    "sku",
    "family",
    "minimum_quantity",
    "maximum_quantity",
    "terms",
    "billing_cycles",
    "is_trial",
    "converts_to",
    "is_add_on",
    "is_available",
    "list_price",
    "currency",
)


@operation("customers.manage_product")
def create_product(
    *, actor: Actor, values: Mapping[str, object], product_id: UUID | None = None
) -> Product:
    """Add a product to the catalogue."""
    product = Product(changed_at=actor.now())
    product.id = product_id or product.id
    assign(product, values, PRODUCT_FIELDS)
    create(PRODUCT, product, actor=actor, action="create_product", judge=lambda: _judge(product))
    return product


@operation("customers.manage_product")
def update_product(
    *, actor: Actor, product_id: UUID, changes: Mapping[str, object], version: int | None = None
) -> Product:
    """Change a product; subscriptions keep the price of their term until they renew."""
    product = locked(Product.objects.all(), product_id)

    def change(_now: datetime) -> None:
        assign(product, changes, PRODUCT_FIELDS)
        _judge(product)

    edit(
        PRODUCT,
        product,
        actor=actor,
        action="update_product",
        change=change,
        version=version,
        checked=tuple(changes),
    )
    return product


def _judge(product: Product) -> None:
    ensure_valid(product, ("sku", "family", "minimum_quantity", "maximum_quantity"))
    others = Product.objects.exclude(pk=product.pk)
    if others.filter(sku=product.sku).exists():
        raise Broken("sku", "sku_taken", _("Another product has this SKU."))
    if product.maximum_quantity < product.minimum_quantity:
        reason = _("The most seats may not be less than the fewest.")
        raise Broken("maximum_quantity", "quantities_crossed", reason)
    if product.is_trial and product.trials.exists():
        reason = _("Trials become this product, so it cannot be a trial itself.")
        raise Broken("is_trial", "trials_become_it", reason)
    target = product.converts_to
    if target and not product.is_trial:
        reason = _("Only a trial becomes another product.")
        raise Broken("converts_to", "no_trial", reason)
    if target and (target.is_trial or target == product):
        reason = _("A trial becomes a paid product.")
        raise Broken("converts_to", "target_is_trial", reason)
