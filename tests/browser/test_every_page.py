"""Every page: no violation of the content security policy or of WCAG 2.2 AA."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils import timezone

from activitylog.models import ActivityEntry
from customers.models import Customer
from portal.models import ApiToken
from tests.browser.conftest import MUELLER
from tests.browser.looking import LOOKS, is_looked_at, violations
from tests.browser.pages import is_left_out, pages
from tests.customers.driving import World
from tests.portal.addresses import Things, routes
from tests.tokens import token_for

if TYPE_CHECKING:
    from portal.models import User
    from tests.browser.fixtures import OpenBrowser

LOG = "/admin/activitylog/activityentry/"
Log = list[ActivityEntry]


@pytest.fixture
def world(log: Log) -> World:
    """Something behind each of these pages, of a customer who is in the log."""
    customer = Customer.objects.get(pk=MUELLER)
    customer.domain = "mueller.example"
    customer.save()
    return World(customer)


@pytest.fixture
def tokens(alice: User) -> list[ApiToken]:
    """One of a kind that can be revoked, and one that is."""
    token_for(alice, "activity:read")
    token_for(alice, kind="client", revoked_at=timezone.now())
    return list(ApiToken.objects.order_by("-kind"))


@pytest.mark.parametrize(("dark", "phone", "language"), LOOKS)
def test_it_breaks_no_rule(
    browser_page: OpenBrowser,
    alice: User,
    log: Log,
    world: World,
    tokens: list[ApiToken],
    language: str,
    *,
    dark: bool,
    phone: bool,
) -> None:
    browser = browser_page(alice, dark=dark, phone=phone, language=language)
    found: list[str] = []
    for page, address in pages(world, log[0], alice, *tokens).items():
        if is_looked_at(page, (dark, phone, language)):
            browser.open(address)
            found += violations(browser)
    assert found == []


def test_only_what_is_no_page_is_left_out(as_alice: Client) -> None:
    things = Things()
    left_out = []
    for name, route in routes().items():
        answer = as_alice.get(things.address(route))
        is_html = answer["Content-Type"].startswith("text/html")
        if answer.status_code != 200 or not is_html or b"<html" not in answer.content:
            left_out.append(name)
    assert left_out == [name for name, route in routes().items() if is_left_out(name, route)]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_open_details_and_menus_break_no_rule(
    browser_page: OpenBrowser, alice: User, log: Log, *, dark: bool
) -> None:
    browser = browser_page(alice, dark=dark)
    page = browser.open(LOG)
    page.get_by_role("button", name="Expand all").click()
    page.locator("tr.detail").last.wait_for()
    page.locator("summary", has_text="Any action").click()
    assert violations(browser) == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_sign_in_breaks_no_rule(browser_page: OpenBrowser, *, dark: bool) -> None:
    browser = browser_page(dark=dark)
    browser.open("/admin/login/")
    assert violations(browser) == []


def test_the_log_fits_a_phone(browser_page: OpenBrowser, alice: User, log: Log) -> None:
    page = browser_page(alice, phone=True).open(LOG)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.get_by_role("button", name="Filters").click()
    page.get_by_label("Search", exact=True).fill("relecloud")
    page.get_by_role("button", name="Apply").click()
    page.wait_for_load_state()
    assert page.locator("#result_list > tbody > tr").count() == 1
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("link", name="Customers").click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
