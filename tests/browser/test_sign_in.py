from __future__ import annotations

import re
from typing import TYPE_CHECKING

from playwright.sync_api import expect

if TYPE_CHECKING:
    from portal.models import User
    from tests.browser.fixtures import OpenBrowser


def test_alice_signs_in_and_out(browser_page: OpenBrowser, alice: User) -> None:
    page = browser_page().open("/")
    page.get_by_label("Username").fill("alice")
    page.get_by_label("Password").fill("alice's password")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Overview")).to_be_visible()

    page.locator("summary", has_text="Alice Ames").click()
    page.get_by_role("button", name="Log out").click()
    expect(page.get_by_text("Thanks for spending some quality time")).to_be_hidden()
    page.goto(page.url.split("/admin")[0] + "/admin/activitylog/activityentry/")
    expect(page).to_have_url(re.compile("/admin/login/"))


def test_a_wrong_password_is_said_and_asks_again(browser_page: OpenBrowser, alice: User) -> None:
    page = browser_page().open("/admin/login/")
    page.get_by_label("Username").fill("alice")
    page.get_by_label("Password").fill("wrong")
    page.get_by_role("button", name="Log in").click()

    expect(page.locator(".errornote")).to_be_visible()
    expect(page.get_by_label("Username")).to_have_value("alice")


def test_the_menu_begins_with_the_activity_log(browser_page: OpenBrowser, alice: User) -> None:
    page = browser_page(alice).open("/admin/")
    menu = page.get_by_role("navigation", name="Main menu")

    expect(menu.get_by_role("heading").first).to_have_text("Account settings")
    expect(
        menu.get_by_role("list", name="Account settings").get_by_role("link").first
    ).to_have_text("Activity log")
