"""A token is made once, and its secret copied from the page that shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from portal.models import ApiToken
from portal.tokens.secrets import digest_of
from tests.browser.looking import violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from portal.models import User
    from tests.browser.fixtures import OpenBrowser

NEW = "/admin/portal/apitoken/add/"


def fill(page: Page, kind: str) -> None:
    page.get_by_label("Name", exact=True).fill("Backup")
    page.locator(f"[name=kind][value={kind}]").check()
    page.get_by_label("Owner").select_option("alice")
    page.locator("[name=scopes]").first.check()


@pytest.mark.parametrize(
    ("kind", "dark", "phone"),
    [("token", False, False), ("client", True, True)],
)
def test_the_secret_is_copied_by_a_button(
    browser_page: OpenBrowser, alice: User, kind: str, *, dark: bool, phone: bool
) -> None:
    browser = browser_page(alice, dark=dark, phone=phone)
    browser.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = browser.open(NEW)
    fill(page, kind)
    page.get_by_role("button", name="Create token").click()
    page.get_by_role("button", name="Copy the secret").click()
    page.get_by_text("Copied", exact=True).wait_for()
    secret = page.evaluate("navigator.clipboard.readText()")
    assert ApiToken.objects.get().digest == digest_of(secret)
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]  # type: ignore[index]
    assert violations(browser) == []
    page.get_by_role("link", name="I have kept it").click()
    page.get_by_role("heading", name="Backup").wait_for()
    assert secret not in page.content()


def test_a_hasty_hand_makes_one_token_and_sees_its_secret(
    browser_page: OpenBrowser, alice: User
) -> None:
    page = browser_page(alice).open(NEW)
    fill(page, "token")
    page.get_by_role("button", name="Create token").dblclick()
    secret = page.locator(".made code").inner_text()
    assert ApiToken.objects.get().digest == digest_of(secret)
