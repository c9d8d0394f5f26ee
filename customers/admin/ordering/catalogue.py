"""What one reader may order for a customer: products, and more seats of what there is."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from customers.models import Product, Subscription
from customers.states import Status
from portal.numbers import money_text

if TYPE_CHECKING:
    from customers.models import Customer
    from customers.services.actors import Person

# Beyond that nobody finds anything in a list: one types a part of the name.
MOST_LISTED = 200
# Each line has the whole lists in it: more lines than this share one, and are typed into.
MOST_LISTING = 20
MOST_OPTIONS = 2_500

Item = Product | Subscription
Choices = list[tuple[str, list[tuple[str, str]]]]


def key_of(item: Item) -> str:
    return f"{item._meta.model_name}:{item.pk}"


class Names:
    """How the things of a list are typed: each by a text of its own, and found by it again."""

    def __init__(self, texts: dict[str, str], short: dict[str, str]) -> None:
        self._texts = texts
        self._keys = short | {text: key for key, text in texts.items()}

    def __len__(self) -> int:
        return len(self._texts)

    @property
    def texts(self) -> Collection[str]:
        return self._texts.values()

    def text(self, said: str) -> str:
        """As it is typed, whether it was typed or chosen."""
        return self._texts.get(said, said)

    def key(self, said: str) -> str:
        return self._keys.get(said, said)


@dataclass(frozen=True)
class Catalogue:
    customer: Customer
    any_product: bool
    """Not trials alone."""
    trials: bool

    @classmethod
    def of(cls, user: Person, customer: Customer) -> Catalogue:
        may_any, may_try = (
            user.has_perm(f"customers.{name}") for name in ("add_order", "order_trial")
        )
        return cls(customer, may_any, may_try)

    @property
    def trials_only(self) -> bool:
        return not self.any_product

    @cached_property
    def products(self) -> list[Product]:
        rows = Product.objects.filter(is_available=True)
        if not self.any_product:
            rows = rows.filter(is_trial=True)
        if not self.trials:
            rows = rows.filter(is_trial=False)
        return list(rows.order_by("family", "folded", "id"))

    @cached_property
    def held(self) -> list[Subscription]:
        """The running ones of the customer: more seats, or add-ons, of these."""
        if not self.any_product:
            return []
        rows = Subscription.objects.filter(customer=self.customer, status=Status.ACTIVE)
        return list(rows.select_related("product").order_by("folded", "id"))

    @cached_property
    def items(self) -> dict[str, Item]:
        found: list[Item] = [*self.products, *(row for row in self.held if not row.is_trial)]
        return {key_of(item): item for item in found}

    @cached_property
    def has_add_ons(self) -> bool:
        return any(product.is_add_on for product in self.products)

    def is_typed(self, lines: int) -> bool:
        """Whether the lists are too long, or too many, to choose from."""
        if len(self.items) > MOST_LISTED or lines > MOST_LISTING:
            return True
        return lines * (len(self.items) + len(self.parents)) > MOST_OPTIONS

    def label(self, item: Item) -> str:
        if isinstance(item, Subscription):
            price = money_text(item.unit_price, item.currency)
            return f"{item.name} · {price}"
        if item.is_trial:
            free = gettext("trial, free of charge")
            return f"{item.name} · {free}"
        return f"{item.name} · {money_text(item.list_price, item.currency)}"

    @cached_property
    def choices(self) -> Choices:
        """By family, then what the customer has."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for key, item in self.items.items():
            groups.setdefault(self._group(item), []).append((key, self.label(item)))
        return list(groups.items())

    def _group(self, item: Item) -> str:
        if isinstance(item, Subscription):
            return gettext("More seats of")
        return item.family or gettext("Other")

    @cached_property
    def item_names(self) -> Names:
        skus = {row.sku: key_of(row) for row in self.products}
        return Names({key: _typed(item) for key, item in self.items.items()}, skus)

    @cached_property
    def parent_names(self) -> Names:
        return Names({key: f"{name} ({key})" for key, name in self.parents.items()}, {})

    def find(self, said: str) -> Item | None:
        """By its key, or by what was typed: the whole text or a SKU."""
        return self.items.get(self.item_names.key(said))

    @cached_property
    def parents(self) -> dict[str, str]:
        """What an add-on can be for, if there are any."""
        if not self.has_add_ons:
            return {}
        return {str(row.pk): row.name for row in self.held if not row.product.is_add_on}


def _typed(item: Item) -> str:
    if isinstance(item, Subscription):
        return gettext("More seats of %(name)s (%(id)s)") % {"name": item.name, "id": item.pk}
    return f"{item.name} ({item.sku})"
