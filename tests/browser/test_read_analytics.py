from __future__ import annotations

import os
from itertools import cycle
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.analytics.story import Story, tell
from tests.browser.looking import LOOKS, violations

if TYPE_CHECKING:
    from portal.models import User
    from tests.browser.fixtures import OpenBrowser

ANALYTICS = "/admin/analytics/"


@pytest.fixture
def story(transactional_db: None) -> Story:
    return tell()


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query, keep_blank_values=True)


def test_a_customer_is_chosen_in_the_panel_of_filters(
    browser_page: OpenBrowser, alice: User, story: Story
) -> None:
    page = browser_page(alice).open(ANALYTICS)
    expect(page.get_by_label("Product", exact=True)).to_be_hidden()
    page.get_by_role("button", name="Filter", exact=True).click()
    page.get_by_role("combobox", name="Customer").press_sequentially("Beta")
    page.get_by_role("option", name="Beta & Söhne AG").click()
    with page.expect_navigation():
        page.get_by_role("button", name="Apply").click()
    assert asked(page)["customer"] == [str(story.beta.pk)]
    expect(page.get_by_role("list", name="Active filters")).to_contain_text("Beta & Söhne AG")


def test_a_period_is_one_click_away(browser_page: OpenBrowser, alice: User, story: Story) -> None:
    page = browser_page(alice).open(ANALYTICS)
    page.locator("summary", has_text="Last 12 months").click()
    page.get_by_role("link", name="Everything").click()
    assert asked(page) == {"date_from": [""], "date_to": [""]}
    expect(page.locator("summary", has_text="Everything")).to_be_visible()


# Three looks, in which light and dark, wide and phone, and both languages occur.
UNFOLDED_IN = LOOKS[::3]


@pytest.mark.parametrize(("dark", "phone", "language"), UNFOLDED_IN)
def test_numbers_of_all_kinds_break_no_rule(
    browser_page: OpenBrowser,
    alice: User,
    story: Story,
    language: str,
    *,
    dark: bool,
    phone: bool,
) -> None:
    browser = browser_page(alice, dark=dark, phone=phone, language=language)
    page = browser.open(ANALYTICS)
    tabs = page.locator("nav.tabs a").evaluate_all("all => all.map(a => a.href)")
    for address, look in zip(tabs, cycle(UNFOLDED_IN), strict=False):
        # Each tab in one of the looks, with SLOW=1 in each: to look through so much takes long.
        if look != (dark, phone, language) and os.environ.get("SLOW") != "1":
            continue
        page.goto(f"{address}?date_from=&date_to=")
        page.locator("details.data").evaluate_all("all => all.forEach(one => one.open = true)")
        assert violations(browser) == []
        if phone:
            assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_on_paper_there_is_what_can_be_read_and_nothing_to_press(
    browser_page: OpenBrowser, alice: User, story: Story
) -> None:
    page = browser_page(alice).open(f"{ANALYTICS}?family=Microsoft+365")
    page.emulate_media(media="print")
    expect(page.locator("h1")).to_have_text("Analytics: Subscriptions")
    expect(page.locator(".sub")).to_contain_text("Live, as of")
    expect(page.locator(".chips")).to_contain_text("Microsoft 365")
    expect(page.locator("details.data:not(.no-print) table").first).to_be_visible()
    for name in (
        "#portal-nav",
        ".tools",
        ".tabs",
        ".families",
        "#filters",
        ".help",
        ".card > header a",
    ):
        expect(page.locator(name).first).to_be_hidden()
