from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from activitylog.models import ActivityEntry
from tests.browser.conftest import MUELLER

if TYPE_CHECKING:
    from portal.models import User
    from tests.browser.fixtures import OpenBrowser

LOG = "/admin/activitylog/activityentry/"
Log = list[ActivityEntry]


@pytest.fixture
def log_page(browser_page: OpenBrowser, alice: User, log: Log) -> Page:
    return browser_page(alice).open(LOG)


def rows(page: Page) -> int:
    return page.locator("#result_list > tbody > tr:not(.detail)").count()


def asked(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query, keep_blank_values=True)


def apply(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Apply").click()


def test_it_begins_with_the_most_recent_month(log_page: Page) -> None:
    assert (
        log_page.get_by_label("To", exact=True).input_value()
        == datetime.now(UTC).date().isoformat()
    )
    assert log_page.get_by_label("From", exact=True).input_value()
    assert rows(log_page) == 4


def test_days_are_typed_and_applied(log_page: Page) -> None:
    log_page.get_by_label("From", exact=True).fill(
        (datetime.now(UTC) - timedelta(days=300)).date().isoformat()
    )
    apply(log_page)
    assert rows(log_page) == 5


def test_an_emptied_day_is_an_open_end(log_page: Page) -> None:
    log_page.get_by_label("From", exact=True).fill("")
    apply(log_page)
    assert asked(log_page)["date_from"] == [""]
    assert rows(log_page) == 5


@pytest.mark.parametrize(
    ("preset", "expected"),
    [
        ("7 days", 4),
        ("30 days", 4),
        ("90 days", 4),
        ("Everything", 5),
    ],
)
def test_a_preset_is_one_click(log_page: Page, preset: str, expected: int) -> None:
    log_page.get_by_role("navigation", name="Period").get_by_role("link", name=preset).click()
    expect(log_page.get_by_role("link", name=preset)).to_have_attribute("aria-current", "true")
    assert rows(log_page) == expected


@pytest.mark.parametrize("preset", ["Today", "Previous calendar month", "This year"])
def test_each_preset_fills_in_its_days(log_page: Page, preset: str) -> None:
    log_page.get_by_role("link", name=preset).click()
    expect(log_page.get_by_role("link", name=preset)).to_have_attribute("aria-current", "true")
    assert (
        log_page.get_by_label("From", exact=True).input_value() == asked(log_page)["date_from"][0]
    )


def test_a_customer_is_proposed_while_typing(log_page: Page) -> None:
    customer = log_page.get_by_role("combobox", name="Customer")
    customer.press_sequentially("MÜLL")
    expect(log_page.get_by_role("option")).to_have_count(1)
    customer.press("ArrowDown")
    customer.press("Enter")
    expect(customer).to_have_value("Müller & Söhne GmbH")
    apply(log_page)
    assert asked(log_page)["customer"] == [str(MUELLER)]
    assert "customer_name" not in asked(log_page)
    expect(log_page.get_by_role("combobox", name="Customer")).to_have_value("Müller & Söhne GmbH")
    assert rows(log_page) == 1


def test_part_of_a_customer_name_is_enough(log_page: Page) -> None:
    log_page.get_by_role("combobox", name="Customer").fill("reLE")
    apply(log_page)
    assert rows(log_page) == 1


def test_actions_are_searched_and_several_chosen(log_page: Page) -> None:
    log_page.locator("summary", has_text="Any action").click()
    menu = log_page.locator("details.picker[open]")
    menu.get_by_role("searchbox").fill("order")
    expect(menu.get_by_text("Added a customer", exact=True)).to_be_hidden()
    menu.get_by_text("Created an order", exact=True).click()
    menu.get_by_role("searchbox").fill("updated a subscription")
    menu.get_by_text("Updated a subscription", exact=True).click()
    log_page.keyboard.press("Escape")
    apply(log_page)
    assert set(asked(log_page)["action"]) == {"create_order", "update_subscription"}
    assert rows(log_page) == 2


@pytest.mark.parametrize(
    ("label", "text"),
    [
        ("Partner user", "JONAS"),
        ("Partner user", "fulfill"),
        ("Resource ID", "sub-1"),
        ("Search", "relecloud"),
        ("Search", "order-2"),
    ],
)
def test_a_field_narrows(log_page: Page, label: str, text: str) -> None:
    log_page.get_by_role("textbox", name=label, exact=True).or_(
        log_page.get_by_role("searchbox", name=label, exact=True)
    ).fill(text)
    apply(log_page)
    assert rows(log_page) == 1


@pytest.mark.parametrize(
    ("placeholder", "option"), [("Any status", "Failed"), ("Any type", "Subscription")]
)
def test_a_choice_narrows(log_page: Page, placeholder: str, option: str) -> None:
    log_page.locator("summary", has_text=placeholder).click()
    log_page.locator("details.picker[open]").get_by_text(option, exact=True).click()
    log_page.keyboard.press("Escape")
    apply(log_page)
    assert rows(log_page) == 1


def test_a_chip_takes_its_filter_out_and_leaves_the_others(log_page: Page) -> None:
    log_page.goto(f"{log_page.url}?status=failed&partner_user=petra")
    assert rows(log_page) == 0
    log_page.get_by_role("link", name="Remove filter: Status Failed").first.click()
    assert rows(log_page) == 2
    assert asked(log_page)["partner_user"] == ["petra"]


def test_the_icon_of_a_cell_narrows_to_its_value(log_page: Page) -> None:
    log_page.get_by_role("link", name="Only entries of FulfillmentService").focus()
    with log_page.expect_navigation():
        log_page.keyboard.press("Enter")
    assert rows(log_page) == 1


def test_an_unreadable_day_is_named_beside_its_field(log_page: Page) -> None:
    log_page.goto(f"{log_page.url}?date_from=2026-13-40")
    expect(log_page.get_by_role("alert")).to_contain_text("One filter cannot be read")
    field = log_page.get_by_label("From", exact=True)
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description("This is not a date. Write it as 2026-11-30.")
    expect(log_page.get_by_text("Export log")).to_have_attribute("aria-disabled", "true")
    assert rows(log_page) == 0


def test_nothing_found_says_what_hides_it_and_where_to_look(log_page: Page) -> None:
    log_page.goto(f"{log_page.url}?q=nothing-like-this")
    expect(log_page.get_by_role("heading", name="No entries match.")).to_be_visible()
    expect(log_page.locator(".empty")).to_contain_text("Without these filters there are 4 entries")
    log_page.get_by_role("link", name="Remove all filters").click()
    assert rows(log_page) == 4
