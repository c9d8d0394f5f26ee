"""Charts and figures with the pointer, with the keyboard, and without a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from activitylog.models import ActivityEntry
from tests.browser.looking import violations

if TYPE_CHECKING:
    from portal.models import User
    from tests.browser.fixtures import OpenBrowser

Log = list[ActivityEntry]
OVERVIEW = "/admin/"


@pytest.fixture
def overview(browser_page: OpenBrowser, alice: User, log: Log) -> Page:
    return browser_page(alice).open(OVERVIEW)


def test_the_pointer_shows_the_value_of_a_column(overview: Page) -> None:
    tip = overview.locator(".tip")
    expect(tip).to_be_hidden()
    column = overview.locator(".chart .col").last
    column.locator("path").first.hover()
    expect(tip).to_have_text(column.get_attribute("aria-label") or "")
    overview.get_by_role("heading", level=1).hover()
    expect(tip).to_be_hidden()


def test_the_keyboard_shows_it_too_and_leads_to_the_rows(overview: Page) -> None:
    column = overview.locator(".chart .col").last
    column.focus()
    expect(overview.locator(".tip")).to_have_text(column.get_attribute("aria-label") or "")
    overview.keyboard.press("Escape")
    expect(overview.locator(".tip")).to_be_hidden()
    value = column.get_attribute("data-value")
    overview.keyboard.press("Enter")
    expect(overview.locator("p.total")).to_contain_text(f"{value} entr")


def test_a_tip_stays_on_the_sheet(overview: Page) -> None:
    sheet = overview.locator(".chart").bounding_box()
    assert sheet
    for column in (overview.locator(".chart .col").first, overview.locator(".chart .col").last):
        column.focus()
        tip = overview.locator(".tip").bounding_box()
        assert tip
        assert sheet["x"] <= tip["x"]
        assert tip["x"] + tip["width"] <= sheet["x"] + sheet["width"]


def test_the_values_are_shown_without_a_script(
    browser_page: OpenBrowser, alice: User, log: Log
) -> None:
    page = browser_page(alice, java_script_enabled=False).open(OVERVIEW)
    text = page.locator(".chart .col").last.locator("text")
    expect(text).to_be_hidden()
    page.locator(".chart .col").last.focus()
    expect(text).to_be_visible()


def test_how_a_figure_is_computed_opens_and_closes_by_the_keyboard(overview: Page) -> None:
    summary = overview.get_by_label("How “Actions today” is computed")
    summary.focus()
    overview.keyboard.press("Enter")
    expect(overview.get_by_text("Entries of the activity log of today")).to_be_visible()
    overview.keyboard.press("Escape")
    expect(overview.get_by_text("Entries of the activity log of today")).to_be_hidden()


@pytest.mark.parametrize("phone", [False, True], ids=["wide", "phone"])
def test_nothing_cuts_off_how_a_figure_is_computed(
    browser_page: OpenBrowser, alice: User, log: Log, *, phone: bool
) -> None:
    page = browser_page(alice, phone=phone).open(OVERVIEW)
    for number in range(page.locator(".help").count()):
        help_ = page.locator(".help").nth(number)
        help_.locator("summary").click()
        # What is on top where its corners are, is itself.
        assert help_.locator("p").evaluate(
            """text => {
                const box = text.getBoundingClientRect();
                const corners = [[box.left + 12, box.top + 12], [box.right - 12, box.bottom - 12]];
                return corners.every(([x, y]) => text === document.elementFromPoint(x, y));
            }"""
        )


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_open_tips_and_definitions_break_no_rule(
    browser_page: OpenBrowser, alice: User, log: Log, *, dark: bool
) -> None:
    browser = browser_page(alice, dark=dark)
    page = browser.open(OVERVIEW)
    page.locator(".help summary").first.click()
    page.locator(".chart .col").last.focus()
    assert violations(browser) == []
