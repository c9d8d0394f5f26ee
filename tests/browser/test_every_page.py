"""Every page, in every look: no violation of the content security policy or of WCAG 2.2 AA."""

from __future__ import annotations

import os
from itertools import product
from typing import TYPE_CHECKING

import pytest
from axe_playwright_python.sync_playwright import Axe

from activitylog.models import ActivityEntry
from customers.models import Customer, CustomerUser, Order, Referral, Subscription
from customers.services import Actor
from customers.services.orders import MoreSeats, place_order
from tests.browser.conftest import MUELLER
from tests.customers.making import make_product, make_subscription
from tests.customers.operations_table.making import make_user

if TYPE_CHECKING:
    from portal.models import User
    from tests.browser.fixtures import BrowserPage, OpenBrowser

LOG = "/admin/activitylog/activityentry/"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
Log = list[ActivityEntry]


def addresses(log: Log, user: User) -> list[str]:
    customer = f"/admin/customers/customer/{MUELLER}/"
    return [
        "/admin/",
        LOG,
        f"{LOG}?status=failed&q=nothing",
        f"{LOG}?date_from=2026-13-40&unknown=1",
        f"{LOG}{log[0].pk}/change/",
        f"{LOG}export/columns/",
        f"{LOG}import/",
        "/admin/customers/customer/",
        f"{customer}change/",
        f"{customer}subscriptions/",
        "/admin/customers/subscription/",
        *pages_of_customers(),
        *pages_of_subscriptions(),
        "/admin/portal/user/",
        "/admin/portal/user/add/",
        f"/admin/portal/user/{user.pk}/change/",
        "/admin/preferences/",
        "/admin/password_change/",
        "/admin/no-such-page/",
    ]


def pages_of_customers() -> list[str]:
    """What customers have, and the forms that change it."""
    customer = f"/admin/customers/customer/{MUELLER}/"
    user = CustomerUser.objects.get()
    subscription = Subscription.objects.get()
    referral = Referral.objects.get()
    product = subscription.product
    return [
        "/admin/customers/customer/add/",
        f"{customer}activity/",
        f"{customer}users/",
        f"{customer}users/add/",
        f"{customer}referrals/",
        f"{customer}billing-profile/",
        f"{customer}qualification/",
        f"{customer}remove-relationship/",
        "/admin/customers/customeruser/",
        f"/admin/customers/customeruser/{user.pk}/change/",
        f"/admin/customers/customeruser/{user.pk}/edit/",
        f"/admin/customers/customeruser/{user.pk}/licenses/",
        f"/admin/customers/customeruser/{user.pk}/remove/",
        f"/admin/customers/subscription/{subscription.pk}/licenses/",
        f"/admin/customers/subscription/{subscription.pk}/licenses/?do=revoke",
        "/admin/customers/referral/",
        f"/admin/customers/referral/{referral.pk}/change/",
        f"/admin/customers/referral/{referral.pk}/edit/",
        "/admin/customers/product/",
        f"/admin/customers/product/{product.pk}/change/",
        f"/admin/customers/product/{product.pk}/edit/",
    ]


def pages_of_subscriptions() -> list[str]:
    """What changes them, and how they come about."""
    subscription, order = Subscription.objects.get(), Order.objects.get()
    own = f"/admin/customers/subscription/{subscription.pk}/"
    return [
        f"{own}change/",
        *(f"{own}{name}/" for name in ("quantity", "suspend", "renewal", "upgrade", "convert")),
        f"/admin/customers/customer/{MUELLER}/orders/",
        f"/admin/customers/customer/{MUELLER}/order/",
        "/admin/customers/order/",
        f"/admin/customers/order/{order.pk}/change/",
    ]


def make_holdings() -> None:
    """Something behind each of these pages."""
    customer = Customer.objects.get(pk=MUELLER)
    held = make_subscription(customer, name="Büro Köln", unit_price=20)
    make_product(name="Microsoft 365 E5", list_price=54)
    more = MoreSeats(subscription_id=held.pk, quantity=5)
    place_order(actor=Actor(application="Test"), customer_id=MUELLER, lines=[more])
    make_user(customer, display_name="Anna Schneider")
    Referral.objects.create(customer=customer, name="Copilot", notes="Called twice.")


def violations(browser: BrowserPage) -> list[str]:
    """What the browser complained of so far, and what axe finds on the page as it is."""
    # axe writes inline styles of its own, which the policy refuses: they do not count.
    complaints = [text for text in browser.complaints if "404" not in text]
    found = Axe().run(browser.page, options=RULES).response["violations"]
    browser.complaints.clear()
    return complaints + [
        f"{browser.page.url}: {violation['id']}: {node['html'][:200]}"
        for violation in found
        for node in violation["nodes"]
    ]


# Each look, width and language once; with SLOW=1 each with each.
LOOKS = [(False, False, "en-US"), (True, False, "de-DE"), (False, True, "de-DE")]
if os.environ.get("SLOW") == "1":
    LOOKS = list(product((False, True), (False, True), ("en-US", "de-DE")))


@pytest.mark.parametrize(("dark", "phone", "language"), LOOKS)
def test_it_breaks_no_rule(
    browser_page: OpenBrowser, alice: User, log: Log, language: str, *, dark: bool, phone: bool
) -> None:
    Customer.objects.filter(pk=MUELLER).update(domain="mueller.example")
    make_holdings()
    browser = browser_page(alice, dark=dark, phone=phone, language=language)
    found: list[str] = []
    for address in addresses(log, alice):
        browser.open(address)
        found += violations(browser)
    assert found == []


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
