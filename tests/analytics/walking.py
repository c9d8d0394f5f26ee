"""Numbers on pages that stand for rows, and what the lists say that they lead to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from html.parser import HTMLParser

from django.test import Client


@dataclass(frozen=True, slots=True)
class Stated:
    """What a page says of a list: so many rows, or so much in one of its totals."""

    url: str
    of: str
    value: Decimal


# Of a page few tags matter, and to read all takes as long as to make it.
_TELLING = re.compile(r'<(?:a|p|dd)\b[^>]*\bdata-(?:of|count|total)="[^>]*>')


class Page(HTMLParser):
    """The numbers that lead somewhere, and what the page says of its own rows."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.stated: list[Stated] = []
        self.totals: dict[str, Decimal] = {}
        for tag in _TELLING.findall(text):
            self.feed(tag)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "a" and "data-of" in given:
            value = Decimal(given["data-value"])
            self.stated.append(Stated(given["href"], given["data-of"], value))
        elif tag == "p" and "data-count" in given:
            self.totals["rows"] = Decimal(given["data-count"])
        elif tag == "dd" and "data-total" in given:
            self.totals[given["data-total"]] = Decimal(given["data-value"])


def page(client: Client, url: str, language: str = "en") -> Page:
    answer = client.get(url, headers={"accept-language": language})
    assert answer.status_code == 200, url
    return Page(answer.content.decode())


class Walk:
    """Follows numbers to their lists, to each list once."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self._lists: dict[str, Page] = {}

    def differences(self, stated: list[Stated], language: str) -> list[str]:
        return [
            f"{number.url}: {number.of} should be {number.value} and is {found}"
            for number in stated
            if (found := self._found(number, language)) != _expected(number)
        ]

    def _found(self, number: Stated, language: str) -> Decimal:
        if number.url not in self._lists:
            self._lists[number.url] = page(self.client, number.url, language)
        totals = self._lists[number.url].totals
        # Where there is no row there is no currency either.
        none = Decimal(0) if totals.get("rows") == 0 else Decimal("NaN")
        return totals.get(number.of, none)


def _expected(number: Stated) -> Decimal:
    # What leaves is drawn below zero; there are no rows fewer than none.
    return abs(number.value) if number.of == "rows" else number.value
