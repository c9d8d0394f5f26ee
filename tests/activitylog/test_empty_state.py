"""What the page says when it found nothing."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest

from tests.activitylog.log import LOG, fill, get, ids_on, record, take, text_of

if TYPE_CHECKING:
    from django.test import Client

MARCH_DAYS = {"date_from": "2026-03-01", "date_to": "2026-03-31"}


def words(client: Client, given: dict[str, Any] | None = None) -> str:
    page = text_of(get(client, given))
    assert ids_on(page) == []
    (empty,) = re.findall(r'<div class="empty">(.*?)</div>', page, re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", empty)).split())


def test_it_says_what_was_looked_for(as_alice: Client) -> None:
    take(record())
    given = MARCH_DAYS | {"customer_name": "Acme", "action": "create_order", "status": "failed"}
    text = words(as_alice, given)
    assert text.startswith("No entries match. 1 Mar 2026 – 31 Mar 2026")
    for part in ("Customer: Acme", "Action: Created an order", "Status: Failed"):
        assert part in text


def test_it_says_how_many_each_filter_hides(as_alice: Client) -> None:
    take(*(record(customer_name="Acme", external_id=f"a {n}") for n in range(3)))
    take(*(record(status="failed", external_id=f"f {n}") for n in range(2)))
    text = words(as_alice, MARCH_DAYS | {"customer_name": "Acme", "status": "failed"})
    assert "Without these filters there are 5 entries in this period." in text
    assert "Customer: Acme hides 2 entries." in text
    assert "Status: Failed hides 3 entries." in text


def test_it_counts_up_to_a_cap(as_alice: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.admin.empty.CAP", 3)
    take(*(record(external_id=f"r-{n}") for n in range(4)))
    text = words(as_alice, MARCH_DAYS | {"status": "failed"})
    assert "Without these filters: more than 3 entries." in text


def test_it_leads_out_of_each_filter(as_alice: Client) -> None:
    take(record(customer_name="Acme"), record(status="failed", external_id="r-2"))
    page = text_of(get(as_alice, MARCH_DAYS | {"customer_name": "Acme", "status": "failed"}))
    (hidden_by,) = re.findall(r'<ul class="hidden-by">(.*?)</ul>', page, re.DOTALL)
    links = map(unescape, re.findall(r'href="([^"]+)"', hidden_by))
    found = [ids_on(text_of(as_alice.get(LOG + address))) for address in links]
    assert [len(keys) for keys in found] == [1, 1]


def test_it_offers_a_wider_range_that_finds(as_alice: Client) -> None:
    take(record())
    given = {"date_from": "2020-01-01", "date_to": "2020-01-02", "customer_name": ""}
    page = text_of(get(as_alice, given))
    (address,) = re.findall(r'<a class="btn" href="([^"]+)">Search everything</a>', page)
    assert len(ids_on(text_of(as_alice.get(LOG + unescape(address))))) == 1


def test_it_removes_all_filters(as_alice: Client) -> None:
    fill(2)
    page = text_of(get(as_alice, {"q": "nothing like it"}))
    (address,) = re.findall(r'<a class="btn" href="([^"]+)">Remove all filters</a>', page)
    assert len(ids_on(text_of(as_alice.get(LOG + unescape(address))))) == 2


def test_it_offers_no_wider_range_than_everything(as_alice: Client) -> None:
    take(record())
    text = words(as_alice, {"date_from": "", "date_to": "", "q": "nothing like it"})
    assert "Search everything" not in text


def test_it_says_when_nothing_is_recorded_yet(as_alice: Client) -> None:
    assert words(as_alice).startswith("Nothing recorded yet.")


def test_it_does_not_say_so_when_a_filter_hides_all(as_alice: Client) -> None:
    fill(1)
    assert words(as_alice, {"q": "nothing like it"}).startswith("No entries match.")


def test_it_tells_apart_filters_with_the_same_value(as_alice: Client) -> None:
    page = as_alice.get(LOG, {"status": "failed", "q": "failed"}).content.decode()
    assert '<span class="chip-value" title="Failed">' in page
    assert '<span class="chip-value" title="failed">' in page
