"""Each export leaves an entry, and no file holds the entry about itself."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from activitylog.models import ActivityEntry
from tests.activitylog.log import EVERYTHING, LOG, export, fill, get, record, rows_of, take, text_of

if TYPE_CHECKING:
    from django.test import Client


def recorded() -> list[ActivityEntry]:
    return list(ActivityEntry.objects.filter(action="export_file"))


def test_it_says_who_took_what_out(as_alice: Client) -> None:
    text_of(get(as_alice, EVERYTHING | {"q": "a&b", "format": "jsonl"}, "export/"))
    (entry,) = recorded()
    assert (entry.partner_user, entry.status) == ("alice@partner.example", "succeeded")
    details = {item["key"]: item["value"] for item in json.loads(entry.details or "[]")}
    assert details["List"] == "activity-log"
    assert details["FileName"].endswith(".jsonl")
    assert (details["Format"], details["Filters"]) == ("jsonl", "date_from=&date_to=&q=a%26b")


def test_to_look_at_the_head_leaves_no_entry(as_alice: Client) -> None:
    assert as_alice.head(f"{LOG}export/").status_code == 200
    assert not recorded()


def test_it_says_which_columns_were_chosen(as_alice: Client) -> None:
    text_of(get(as_alice, EVERYTHING | {"columns": ["", "id", "action"]}, "export/"))
    assert "columns=id&columns=action" in str(recorded()[0].details)


def test_it_says_which_days_were_meant_when_none_was_named(as_alice: Client) -> None:
    text_of(get(as_alice, {}, "export/"))
    assert f"date_to={datetime.now(UTC).date()}" in str(recorded()[0].details)


def test_it_is_written_before_the_first_byte(as_alice: Client) -> None:
    get(as_alice, EVERYTHING, "export/")
    assert len(recorded()) == 1


def test_a_file_does_not_hold_its_own_entry_but_all_before_it(as_alice: Client) -> None:
    fill(2)
    assert len(rows_of(export(as_alice))) == 2
    rows = rows_of(export(as_alice))
    assert [row["Operation type"] for row in rows] == ["export_file", *["create_order"] * 2]


def test_a_file_holds_what_a_source_dated_ahead(as_alice: Client) -> None:
    take(record(occurred_at=datetime.now(UTC) + timedelta(days=400)))
    assert [row["Operation type"] for row in rows_of(export(as_alice))] == ["create_order"]


def test_a_file_holds_nothing_that_happened_after_it_was_asked_for(as_alice: Client) -> None:
    response = get(as_alice, EVERYTHING, "export/")
    take(record(occurred_at=datetime.now(UTC) + timedelta(hours=1)))
    assert rows_of(text_of(response)) == []


@pytest.mark.parametrize("given", [{"format": "pdf"}, {"status": "x", "nonsense": "1"}])
def test_a_refused_export_leaves_no_entry(as_alice: Client, given: dict[str, str]) -> None:
    assert get(as_alice, given, "export/").status_code == 400
    assert recorded() == []


def test_nobody_leaves_an_entry_by_asking_without_permission(as_charlie: Client) -> None:
    assert get(as_charlie, {}, "export/").status_code == 403
    assert recorded() == []


def test_choosing_columns_leaves_no_entry(as_alice: Client) -> None:
    assert get(as_alice, {}, "export/columns/").status_code == 200
    assert recorded() == []
