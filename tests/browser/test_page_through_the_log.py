from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import Page, expect

if TYPE_CHECKING:
    from portal.models import User
    from tests.browser.fixtures import OpenBrowser

LOG = "/admin/activitylog/activityentry/"


def resources(page: Page) -> list[str]:
    links = page.locator("a.expander").all()
    return [link.get_attribute("href") or "" for link in links]


def test_older_and_newer_lead_through_every_entry_once(
    browser_page: OpenBrowser, alice: User, long_log: int
) -> None:
    page = browser_page(alice).open(LOG)
    expect(page.locator(".total")).to_have_text("250 entries")
    seen = resources(page)
    while page.locator("a[rel=next]").count():
        page.locator("a[rel=next]").click()
        page.wait_for_load_state()
        seen += resources(page)
    assert len(seen) == len(set(seen)) == long_log

    page.get_by_role("link", name="Newer").click()
    page.wait_for_load_state()
    assert resources(page) == seen[100:200]


def test_oldest_and_newest_are_one_click(
    browser_page: OpenBrowser, alice: User, long_log: int
) -> None:
    page = browser_page(alice).open(LOG)
    first = resources(page)
    page.get_by_role("link", name="Oldest").click()
    page.wait_for_load_state()
    assert not set(resources(page)) & set(first)
    expect(page.get_by_text("Older", exact=True)).to_have_attribute("aria-disabled", "true")
    page.get_by_role("link", name="Newest").click()
    page.wait_for_load_state()
    assert resources(page) == first
