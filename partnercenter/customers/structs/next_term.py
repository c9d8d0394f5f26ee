"""How a subscription goes on when its term is over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UNSET, Struct, UnsetType

from customers.services.subscriptions.rules import usual_terms

if TYPE_CHECKING:
    from customers.models import Product, Subscription


class WireTermProduct(Struct, rename="camel", kw_only=True):
    product_id: str
    sku_id: str | UnsetType
    billing_cycle: str
    term_duration: str


class WireScheduledInstructions(Struct, rename="camel"):
    """What follows a term that renews."""

    product: WireTermProduct
    quantity: int


def next_term(row: Subscription) -> WireScheduledInstructions | None:
    """None where nothing follows, or where a trial becomes what is not sold."""
    if not row.renews:
        return None
    if not row.is_trial:
        term = row.renewal_term or row.term
        cycle = row.renewal_billing_cycle or row.billing_cycle
        return _instructions(row, row.product, term, cycle)
    target = row.product.converts_to
    return _instructions(row, target, *usual_terms(target)) if target else None


def _instructions(
    row: Subscription, product: Product, term: str, billing_cycle: str
) -> WireScheduledInstructions:
    # Of the form product:SKU, as the original writes the ID of an offer.
    product_id, _colon, sku_id = product.sku.partition(":")
    return WireScheduledInstructions(
        WireTermProduct(
            product_id=product_id,
            sku_id=sku_id or UNSET,
            billing_cycle=billing_cycle,
            term_duration=term,
        ),
        row.quantity,
    )
