from __future__ import annotations

import csv
import io
import json
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from activitylog.models import ActivityEntry
from analytics.admin.exporting import card_stream
from analytics.shapes import Card, Cell, Field
from analytics.tabs import TABS, Tab
from portal.figures import Unit
from tests.analytics.test_open_analytics import BAD

if TYPE_CHECKING:
    from portal.models import User
    from tests.analytics.story import Story

BOM = b"\xef\xbb\xbf"


def address(tab: Tab, card: str) -> str:
    return f"/admin/analytics/{tab.code}/{card}/export/"


def first_card(tab: Tab) -> str:
    return tab.report(tab.asked(QueryDict(""))).cards[0].code


def written(card: Card) -> str:
    return b"".join(card_stream(card)).removeprefix(BOM).decode()


@pytest.mark.parametrize("tab", TABS.values(), ids=TABS)
def test_each_card_is_a_file_of_its_rows(tab: Tab, story: Story, as_alice: Client):
    today = timezone.localdate()
    # Until yesterday: each file leaves an entry today, which the next one would count.
    query = f"date_from=&date_to={today - timedelta(days=1)}"
    for card in tab.report(tab.asked(QueryDict(query))).cards:
        answer = as_alice.get(f"{address(tab, card.code)}?{query}")
        assert answer.status_code == 200
        assert answer["Content-Type"] == "text/csv; charset=utf-8"
        name = f"analytics-{tab.code}-{card.code}_{today}.csv"
        assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
        body = b"".join(answer)
        assert body.startswith(BOM)
        rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), strict=True))
        assert len(rows) == 1 + len(card.rows)
        assert {len(row) for row in rows} == {len(card.fields)}


def test_it_is_written_as_other_files_are():
    card = Card(
        code="kinds",
        title="Kinds",
        definition="",
        currency="EUR",
        fields=[
            Field("name", "Name"),
            Field("day", "Day"),
            Field("at", "At"),
            Field("count", "Count", Unit.COUNT),
            Field("price", "Price", Unit.MONEY),
            Field("share", "Share", Unit.SHARE),
        ],
        rows=[
            [
                Cell('=1+"1"'),
                Cell(date(2028, 2, 29)),
                Cell(datetime(2026, 11, 22, 16, 41, 41, tzinfo=UTC)),
                Cell(-1240),
                Cell(Decimal("-12.50")),
                Cell(0.85),
            ],
            [Cell("a,b"), Cell(None), Cell(None), Cell(None), Cell(Decimal("1240.00")), Cell(1)],
        ],
    )
    assert written(card) == (
        "Name,Day,At (UTC),Count,Price (EUR),Share\r\n"
        '"\'=1+""1""",2028-02-29,2026-11-22 16:41:41,-1240,-12.50,0.85\r\n'
        '"a,b",,,,1240.00,1\r\n'
    )


def test_a_german_reader_gets_german_heads_parted_by_semicolons(
    story: Story, gloria: User, as_gloria: Client
):
    gloria.language = "de"
    gloria.save()
    tab = TABS["subscriptions"]
    body = b"".join(as_gloria.get(address(tab, "by_family"))).decode("utf-8-sig")
    assert body.splitlines()[0] == "Familie;Abonnements;Plätze"


def test_the_file_is_narrowed_as_the_page_is(story: Story, as_alice: Client):
    url = address(TABS["subscriptions"], "by_family")
    body = b"".join(as_alice.get(url, {"family": "Office 365"})).decode("utf-8-sig")
    assert [line.split(",")[0] for line in body.splitlines()[1:]] == ["Office 365"]


def test_a_time_in_words_is_one_that_sorts_in_the_file():
    when = Cell("Sunday", key="then", moment=datetime(2026, 11, 22, 16, tzinfo=UTC))
    card = Card(
        code="hours", title="Hours", definition="", fields=[Field("when", "When")], rows=[[when]]
    )
    assert written(card) == "When (UTC)\r\n2026-11-22 16:00:00\r\n"


@pytest.mark.parametrize("tab", TABS.values(), ids=TABS)
def test_to_look_at_the_head_leaves_no_entry(tab: Tab, as_alice: Client):
    answer = as_alice.head(address(tab, first_card(tab)))
    assert answer.status_code == 200
    assert not ActivityEntry.objects.filter(action="export_file").exists()


@pytest.mark.parametrize("tab", TABS.values(), ids=TABS)
def test_it_leaves_an_entry(tab: Tab, as_alice: Client):
    card = first_card(tab)
    query = f"customer={UUID(int=7)}&date_from=2026-01-01"
    as_alice.get(f"{address(tab, card)}?{query}")
    entry = ActivityEntry.objects.filter(action="export_file").get()
    details = {item["key"]: item["value"] for item in json.loads(entry.details)}
    assert details["List"] == f"analytics-{tab.code}-{card}"
    assert details["Format"] == "csv"
    assert details["Filters"] == query


@pytest.mark.parametrize("tab", TABS.values(), ids=TABS)
@pytest.mark.parametrize(("query", "reason"), BAD.values(), ids=BAD)
def test_what_cannot_be_read_makes_no_file(tab: Tab, query: str, reason: str, as_alice: Client):
    before = ActivityEntry.objects.count()
    answer = as_alice.get(f"{address(tab, first_card(tab))}?{query}")
    assert answer.status_code == 400
    assert reason in answer.content.decode()
    assert ActivityEntry.objects.count() == before


@pytest.mark.parametrize("tab", TABS.values(), ids=TABS)
def test_there_is_no_file_of_a_card_that_is_not_there(tab: Tab, as_alice: Client):
    before = ActivityEntry.objects.count()
    assert as_alice.get(address(tab, "nothing")).status_code == 404
    assert ActivityEntry.objects.count() == before
