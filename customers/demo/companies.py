from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

_FILE = Path(__file__).with_name("companies.csv")

# What is written to customers there, where it is not named like the country.
_LANGUAGES = {
    "AT": "de",
    "BE": "nl",
    "CH": "de",
    "CZ": "cs",
    "DK": "da",
    "GB": "en",
    "GR": "el",
    "IE": "en",
    "NO": "nb",
    "SE": "sv",
    "US": "en",
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
    def culture(self) -> str:
        return f"{_LANGUAGES.get(self.country, self.country.lower())}-{self.country}"


def read_companies() -> list[Company]:
    with _FILE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [Company(**row | {"qualification": row["qualification"] or "none"}) for row in rows]
