from __future__ import annotations

import csv
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

_FILE = Path(__file__).with_name("products.csv")


@dataclass(frozen=True)
class CatalogItem:
    """A product of the demo's catalogue, and how it is used.

    `kind`: a suite is what everyone has one of; an extra or add-on is for some; devices are
    nobody's; trials come before something is paid for. `share` of a hundred people use it.
    """

    sku: str
    name: str
    family: str
    list_price: Decimal
    minimum: int
    maximum: int
    terms: tuple[str, ...]
    billing_cycles: tuple[str, ...]
    kind: str
    share: int
    converts_to: str

    @cached_property
    def id(self) -> UUID:
        return uuid5(NAMESPACE_URL, self.sku)


def read_products() -> list[CatalogItem]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        return [_item(row) for row in csv.DictReader(file)]


def _item(row: dict[str, str]) -> CatalogItem:
    return CatalogItem(
        sku=row["sku"],
        name=row["name"],
        family=row["family"],
        list_price=Decimal(row["list_price"]),
        minimum=int(row["minimum"]),
        maximum=int(row["maximum"]),
        terms=tuple(row["terms"].split()),
        billing_cycles=tuple(row["billing_cycles"].split()),
        kind=row["kind"],
        share=int(row["share"]),
        converts_to=row["converts_to"],
    )
