from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

_FILE = Path(__file__).with_name("products.csv")


@dataclass(frozen=True)
class CatalogItem:
    """A product of the demo's catalogue, and how it is mostly bought."""

    sku: str
    name: str
    family: str
    term: str
    billing_cycle: str

    @cached_property
    def id(self) -> UUID:
        return uuid5(NAMESPACE_URL, self.sku)

    @cached_property
    def offer_id(self) -> str:
        """As orders name it: the SKU and one of its availabilities."""
        return f"{self.sku}:CFQ7TTC0K{self.id.int % 46_656:04X}"

    @cached_property
    def license_id(self) -> str:
        """As licences of users name it."""
        return str(uuid5(NAMESPACE_URL, f"{self.sku}/license"))


def read_products() -> list[CatalogItem]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        return [CatalogItem(**row) for row in csv.DictReader(file)]
