from __future__ import annotations

import csv
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page

from activitylog.models import ActivityEntry

if TYPE_CHECKING:
    from portal.models import User
    from tests.browser.fixtures import OpenBrowser

LOG = "/admin/activitylog/activityentry/"
Log = list[ActivityEntry]


def download(page: Page, path: Path) -> str:
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Export log").click()
    waiting.value.save_as(path)
    return waiting.value.suggested_filename


def rows_of(path: Path, separator: str) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=separator))


def test_one_click_exports_what_the_list_shows(
    browser_page: OpenBrowser, alice: User, long_log: int, tmp_path: Path
) -> None:
    page = browser_page(alice).open(f"{LOG}?date_from=2020-01-01&q=mülle")
    name = download(page, tmp_path / "log.csv")
    assert name == f"activity-log_2020-01-01_{datetime.now(UTC).date()}.csv"
    rows = rows_of(tmp_path / "log.csv", ",")
    assert len(rows) == long_log
    assert {row["Affected customer"] for row in rows} == {"Müller & Söhne GmbH"}
    listed = page.locator("a.expander").first.get_attribute("href")
    assert rows[0]["Entry ID"] in str(listed)


def test_german_readers_get_german_titles_and_semicolons(
    browser_page: OpenBrowser, alice: User, log: Log, tmp_path: Path
) -> None:
    page = browser_page(alice, language="de-DE").open(LOG)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Protokoll exportieren").click()
    waiting.value.save_as(tmp_path / "log.csv")
    assert rows_of(tmp_path / "log.csv", ";")[0]["Aktion"] == "Abonnement aktualisiert"


@pytest.mark.parametrize(
    ("choice", "ending"), [("Excel (.xlsx)", "xlsx"), ("JSON Lines (.jsonl)", "jsonl")]
)
def test_other_formats_are_in_a_menu(
    browser_page: OpenBrowser, alice: User, log: Log, choice: str, ending: str
) -> None:
    page = browser_page(alice).open(LOG)
    page.locator("summary", has_text="Other formats").click()
    with page.expect_download() as waiting:
        page.get_by_role("link", name=choice).click()
    assert waiting.value.suggested_filename.endswith(f".{ending}")
    assert waiting.value.path().stat().st_size > 500


def test_columns_are_chosen_on_a_page_of_their_own(
    browser_page: OpenBrowser, alice: User, log: Log, tmp_path: Path
) -> None:
    page = browser_page(alice).open(f"{LOG}?status=failed")
    page.locator("summary", has_text="Other formats").click()
    page.get_by_role("link", name="Choose columns…").click()
    for box in page.get_by_role("group", name="Columns").get_by_role("checkbox").all()[1:]:
        box.uncheck()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Export").click()
    waiting.value.save_as(tmp_path / "log.csv")
    assert list(rows_of(tmp_path / "log.csv", ",")[0]) == ["Date-Time (UTC)"]
