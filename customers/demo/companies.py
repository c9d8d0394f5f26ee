from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

_FILE = Path(__file__).with_name("companies.csv")

_CURRENCIES = {
    "CH": "CHF",
    "CZ": "CZK",
    "DK": "DKK",
    "GB": "GBP",
    "IS": "ISK",
    "NO": "NOK",
    "PL": "PLN",
    "SE": "SEK",
    "US": "USD",
}


@dataclass(frozen=True, slots=True)
class Company:
    """A made-up customer, as the demo's table of companies has it."""

    name: str
    domain: str
    country: str
    city: str
    postal_code: str
    address_line: str
    qualification: str

    @property
    def currency(self) -> str:
        return _CURRENCIES.get(self.country, "EUR")


def read_companies() -> list[Company]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [Company(**row | {"qualification": row["qualification"] or "none"}) for row in rows]
