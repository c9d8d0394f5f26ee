from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from customers.importing.steps import Step, changed, versioned
from customers.services.products import PRODUCT_FIELDS, create_product, update_product

if TYPE_CHECKING:
    from customers.resources.reading import Found


def product_steps(found: Found) -> Iterator[Step]:
    key = {"product_id": found.instance.pk}
    values = changed(found, PRODUCT_FIELDS)
    if found.is_new:
        return iter([Step(create_product, PRODUCT_FIELDS, {**key, "values": values})])
    step = Step(update_product, tuple(values), {**key, "changes": values})
    return versioned(found, iter([step]))
