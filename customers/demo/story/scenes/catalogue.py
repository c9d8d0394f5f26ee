"""The catalogue: there before the first customer, and dearer now and then."""

from __future__ import annotations

from decimal import ROUND_UP, Decimal
from typing import TYPE_CHECKING

from customers.models import Product
from customers.services.products import create_product, update_product

if TYPE_CHECKING:
    from customers.demo.products import CatalogItem
    from customers.demo.story.stage import Stage

RETIRED = "Azure Information Protection Premium P1"
_STEP = Decimal("0.10")


def open_catalogue(stage: Stage) -> None:
    catalog = stage.world.catalog.values()
    targets = {item.sku: Product(id=item.id) for item in catalog}
    with stage.together():
        # Trials come last: what they become is there by then.
        for item in catalog:
            values = _values(item, targets.get(item.converts_to))
            stage.do(create_product, product_id=item.id, values=values)


def _values(item: CatalogItem, target: Product | None) -> dict[str, object]:
    return {
        "name": item.name,
        "sku": item.sku,
        "family": item.family,
        "minimum_quantity": item.minimum,
        "maximum_quantity": item.maximum,
        "terms": list(item.terms),
        "billing_cycles": list(item.billing_cycles),
        "is_trial": item.kind == "trial",
        "converts_to": target,
        "is_add_on": item.kind == "add-on",
        "list_price": item.list_price,
        "currency": "EUR",
    }


def raise_prices(stage: Stage) -> None:
    """A family of products becomes dearer; who has them pays it from the next term on."""
    family = stage.rng.choice(("Microsoft 365", "Office 365", "Dynamics 365", "Power Platform"))
    paid = Product.objects.filter(family=family, is_trial=False).order_by("sku")
    percent = stage.rng.randrange(3, 9)
    with stage.together():
        for product in stage.rng.sample(list(paid), 2):
            price = product.list_price * (100 + percent) / 100
            changes = {"list_price": price.quantize(_STEP, ROUND_UP)}
            stage.do(update_product, product_id=product.pk, changes=changes)


def retire(stage: Stage) -> None:
    """A product is no longer sold."""
    product = Product.objects.get(name=RETIRED)
    stage.do(update_product, product_id=product.pk, changes={"is_available": False})
