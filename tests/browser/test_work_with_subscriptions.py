"""Staff change subscriptions and order new ones, with script and without."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from customers.models import Customer, Order, Subscription
from tests.browser.looking import violations
from tests.customers.making import make_product, make_subscription
from tests.customers.operations_table.making import make_user

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from portal.models import User
    from tests.browser.fixtures import OpenBrowser

LIST = "/admin/customers/subscription/"
WITH_OR_WITHOUT = pytest.mark.parametrize(
    "script", [True, False], ids=["with script", "without script"]
)


@pytest.fixture
def held(transactional_db: None, acme: Customer) -> Subscription:
    product = make_product(name="Microsoft 365 E3", list_price="32.10", maximum_quantity=300)
    return make_subscription(acme, product=product, quantity=60, unit_price="32.10")


def order_page(customer: Customer) -> str:
    return f"/admin/customers/customer/{customer.pk}/order/"


def test_it_says_what_a_quantity_costs_while_it_is_typed(
    browser_page: OpenBrowser, alice: User, held: Subscription
) -> None:
    browser = browser_page(alice)
    page = browser.open(f"{LIST}{held.pk}/quantity/")
    page.get_by_label("Quantity").fill("72")
    preview = page.locator(".preview").inner_text()
    assert "From 60 to 72 seats: +12 × 32.10 EUR a month = 385.20 EUR more a month" in preview
    page.get_by_label("Quantity").fill("50")
    assert "−10 × 32.10 EUR a month = 321.00 EUR less" in page.locator(".preview").inner_text()
    page.get_by_role("button", name="Change quantity").click()
    assert violations(browser) == []
    page.get_by_role("link", name="Go to Quantity").click()
    page.get_by_label("Quantity").fill("72")
    page.get_by_role("button", name="Change quantity").click()
    page.get_by_text("Quantity changed to 72.").wait_for()


def test_a_hasty_second_click_is_none(
    browser_page: OpenBrowser, alice: User, held: Subscription
) -> None:
    page = browser_page(alice).open(f"{LIST}{held.pk}/suspend/")
    page.get_by_role("button", name="Suspend subscription").dblclick()
    page.get_by_text("is suspended.").wait_for()
    held.refresh_from_db()
    assert held.version == 2


@WITH_OR_WITHOUT
def test_it_changes_the_selected_rows(
    browser_page: OpenBrowser, alice: User, held: Subscription, *, script: bool
) -> None:
    browser = browser_page(alice, java_script_enabled=script)
    page = browser.open(LIST)
    page.get_by_label("Select Microsoft 365 E3").check()
    page.locator("#bulk summary").click()
    page.get_by_role("button", name="Suspend…").click()
    page.get_by_role("button", name="Suspend subscriptions").click()
    page.get_by_text("1 suspended.").wait_for()
    held.refresh_from_db()
    assert held.status == "suspended"


def test_it_selects_all_rows_of_a_page(
    browser_page: OpenBrowser, alice: User, acme: Customer, held: Subscription
) -> None:
    make_subscription(acme, product=held.product, name="Another")
    browser = browser_page(alice)
    page = browser.open(LIST)
    page.get_by_label("Select all of this page").check()
    assert page.locator("[data-chosen]").inner_text() == "2"
    page.locator("#bulk summary").click()
    assert violations(browser) == []
    page.get_by_role("button", name="Suspend…").click()
    assert violations(browser) == []
    assert "2 subscriptions are selected." in page.locator("main").inner_text()


def test_it_chooses_all_users_that_can_have_a_license(
    browser_page: OpenBrowser, alice: User, acme: Customer, held: Subscription
) -> None:
    users = [make_user(acme) for _number in range(3)]
    make_user(acme, usage_location="")
    browser = browser_page(alice)
    page = browser.open(f"{LIST}{held.pk}/licenses/")
    every = page.get_by_label("Choose all on this page")
    every.check()
    assert page.locator("input[name=users]:checked").count() == len(users)
    page.locator("input[name=users]:checked").first.uncheck()
    assert every.evaluate("box => box.indeterminate")
    assert violations(browser) == []
    every.check()
    page.get_by_role("button", name="Assign licenses").click()
    page.wait_for_load_state()
    held.refresh_from_db()
    assert held.assigned_quantity == len(users)


def fill_in(page: Page, line: int, item: str, quantity: int) -> None:
    page.locator(f"#id_lines-{line}-item").select_option(item)
    page.locator(f"#id_lines-{line}-quantity").fill(str(quantity))


@WITH_OR_WITHOUT
def test_it_orders_several_products(
    browser_page: OpenBrowser, alice: User, acme: Customer, held: Subscription, *, script: bool
) -> None:
    browser = browser_page(alice, java_script_enabled=script)
    page = browser.open(order_page(acme))
    fill_in(page, 0, f"product:{held.product_id}", 500)
    page.get_by_role("button", name="Add a line").click()
    fill_in(page, 1, f"subscription:{held.pk}", 5)
    assert page.locator("#id_lines-1-term").is_visible() is not script
    page.get_by_role("button", name="Check order").click()
    if script:
        assert violations(browser) == []
    page.get_by_text("sold in quantities from 1 to 300").wait_for()
    page.locator("#id_lines-0-quantity").fill("10")
    page.get_by_role("button", name="Check order").click()
    if script:
        assert violations(browser) == []
    page.get_by_role("button", name="Place order").click()
    page.get_by_text("is placed: 2 lines").wait_for()
    assert Order.objects.count() == 1


def test_a_product_brings_its_terms(
    browser_page: OpenBrowser, alice: User, acme: Customer, held: Subscription
) -> None:
    trial = make_product(
        name="Trial",
        is_trial=True,
        terms=["P1M"],
        billing_cycles=["none"],
        minimum_quantity=25,
        maximum_quantity=25,
    )
    page = browser_page(alice).open(order_page(acme))
    page.locator("#id_lines-0-item").select_option(f"product:{trial.pk}")
    values = [
        page.locator(f"#id_lines-0-{name}").input_value()
        for name in ("quantity", "term", "billing_cycle")
    ]
    assert values == ["25", "P1M", "none"]


def test_a_phone_shows_all_of_a_subscription(
    browser_page: OpenBrowser, alice: User, acme: Customer, held: Subscription
) -> None:
    page = browser_page(alice, phone=True).open(
        f"/admin/customers/customer/{acme.pk}/subscriptions/"
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("summary[aria-label='More actions for Microsoft 365 E3']").click()
    page.get_by_role("link", name="Rename…").click()
    page.get_by_label("Name").fill("Büro Köln")
    page.get_by_role("button", name="Rename").click()
    page.get_by_text("It is called Büro Köln now.").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
