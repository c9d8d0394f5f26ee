from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from portal.models import User
    from tests.browser.fixtures import OpenBrowser

LOG = "/admin/activitylog/activityentry/"


def test_the_browser_chooses_the_language(browser_page: OpenBrowser, alice: User) -> None:
    page = browser_page(alice, language="de-DE").open(LOG)
    expect(page.get_by_role("heading", name="Aktivitätsprotokoll")).to_be_visible()


def test_the_menu_changes_it_and_it_stays(browser_page: OpenBrowser, alice: User) -> None:
    page = browser_page(alice).open(f"{LOG}?status=failed")
    page.locator("summary", has_text="Language").click()
    page.get_by_role("button", name="Deutsch").click()
    expect(page.get_by_role("heading", name="Aktivitätsprotokoll")).to_be_visible()
    expect(page).to_have_url(re.compile("status=failed"))

    elsewhere = browser_page(alice).open(LOG)
    expect(elsewhere.get_by_role("heading", name="Aktivitätsprotokoll")).to_be_visible()


def test_a_time_zone_is_chosen_and_named(browser_page: OpenBrowser, alice: User) -> None:
    page = browser_page(alice).open("/admin/preferences/")
    page.get_by_label("Time zone").select_option("Asia/Kolkata")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Your settings were saved.")).to_be_visible()
