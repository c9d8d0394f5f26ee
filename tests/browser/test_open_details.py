from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import Page, expect

from activitylog.models import ActivityEntry
from activitylog.services import ingest
from portal.plugins import Reading, Record
from tests.browser.conftest import COMPANIES, MUELLER

if TYPE_CHECKING:
    from portal.models import User
    from tests.browser.fixtures import OpenBrowser

LOG = "/admin/activitylog/activityentry/"
Log = list[ActivityEntry]


@pytest.fixture
def log_page(browser_page: OpenBrowser, alice: User, log: Log) -> Page:
    return browser_page(alice).open(LOG)


def test_the_same_key_opens_and_closes(log_page: Page) -> None:
    button = log_page.get_by_role("button", name="Show details of Updated a subscription")
    expect(button).to_have_attribute("aria-expanded", "false")
    button.press("Enter")
    expect(log_page.locator("tr.detail")).to_contain_text("What changed")
    expect(button).to_have_attribute("aria-expanded", "true")
    button.press("Enter")
    expect(log_page.locator("tr.detail")).to_be_hidden()
    expect(button).to_have_attribute("aria-expanded", "false")


def test_several_stay_open_and_a_reload_forgets_them(log_page: Page) -> None:
    log_page.locator("a.expander").nth(0).click()
    log_page.locator("a.expander").nth(1).press(" ")
    expect(log_page.locator("tr.detail:visible")).to_have_count(2)
    log_page.reload()
    expect(log_page.locator("tr.detail")).to_have_count(0)


def test_it_says_what_happened_and_what_changed(log_page: Page) -> None:
    log_page.locator("a.expander").first.click()
    detail = log_page.locator("tr.detail")
    expect(detail.locator(".sentence")).to_contain_text(
        "petra@partner.example updated a subscription (SUB-1) for Müller & Söhne GmbH."
    )
    for field, texts in {
        "Quantity": ["Changed", "5", "8"],
        "Gone": ["Removed", "true"],
        "New": ["Added", "null"],
        "Deep": ["Changed", "alt", "neu"],
    }.items():
        row = detail.locator(".diff tbody tr").filter(has_text=field)
        for text in texts:
            expect(row).to_contain_text(text)
    expect(detail.locator(".kv")).to_contain_text("Büro")


def test_expand_all_asks_once(log_page: Page) -> None:
    requests: list[str] = []
    log_page.on("request", lambda request: requests.append(request.url))
    log_page.get_by_role("button", name="Expand all").click()
    expect(log_page.locator("tr.detail:visible")).to_have_count(4)
    assert len([url for url in requests if "/details/" in url]) == 1
    log_page.get_by_role("button", name="Collapse all").click()
    expect(log_page.locator("tr.detail:visible")).to_have_count(0)


def test_order_lines_stand_in_a_table_that_can_be_shown_whole(log_page: Page) -> None:
    log_page.get_by_role("button", name="Show details of Created an order").click()
    detail = log_page.locator("tr.detail")
    expect(detail.get_by_role("cell", name="Product 1", exact=True)).to_be_visible()
    expect(detail.get_by_role("cell", name="Product 60", exact=True)).to_have_count(0)
    detail.get_by_role("link", name="Show all").last.click()
    expect(detail.get_by_role("cell", name="Product 60", exact=True)).to_be_visible()


def test_what_came_from_outside_is_shown_as_text(log_page: Page) -> None:
    expect(log_page.get_by_text("<script>alert(1)</script>").first).to_be_visible()
    log_page.get_by_role("button", name="Show details of Shiny New Action").click()
    expect(log_page.locator("tr.detail")).to_contain_text("this is not valid JSON")
    expect(log_page.locator("tr.detail")).to_contain_text("not { json")


def test_an_id_is_copied(log_page: Page, log: Log) -> None:
    log_page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    log_page.locator("a.expander").first.click()
    log_page.get_by_role("button", name="Copy Entry ID").click()
    expect(log_page.locator(".copy.done")).to_have_count(1)
    assert log_page.evaluate("navigator.clipboard.readText()") == str(log[0].pk)


def test_other_entries_of_the_request_are_a_click_away(log_page: Page) -> None:
    log_page.locator("a.expander").first.click()
    log_page.get_by_role("link", name="1 more entry of this request").click()
    expect(log_page.locator(".total")).to_have_text("2 entries")


def test_details_that_do_not_load_can_be_tried_again(log_page: Page) -> None:
    log_page.route("**/details/", lambda route: route.abort())
    log_page.locator("a.expander").first.click()
    expect(log_page.get_by_role("alert")).to_contain_text("Details could not be loaded.")
    log_page.unroute("**/details/")
    log_page.get_by_role("button", name="Try again").click()
    expect(log_page.locator("tr.detail")).to_contain_text("What changed")


def test_the_customer_leads_to_their_subscriptions(log_page: Page) -> None:
    log_page.get_by_role("link", name="Relecloud", exact=True).click()
    expect(log_page.get_by_role("heading", name="Relecloud")).to_be_visible()
    expect(log_page).to_have_url(re.compile("/subscriptions/$"))


def test_without_script_the_row_leads_to_the_entry(
    browser_page: OpenBrowser, alice: User, log: Log
) -> None:
    page = browser_page(alice, java_script_enabled=False).open(LOG)
    page.locator("a.expander").first.click()
    expect(page.get_by_role("heading", name="Updated a subscription")).to_be_visible()
    expect(page.get_by_text("What changed")).to_be_visible()


def test_a_megabyte_opens_cut(browser_page: OpenBrowser, alice: User, log: Log) -> None:
    values = ",".join(f'"Field{n}":"{"x" * 90}"' for n in range(10_000))
    record = Record(
        occurred_at=log[0].occurred_at,
        action="update_order",
        external_id="large",
        customer_id=MUELLER,
        customer_name=COMPANIES[MUELLER],
        new_value=f"{{{values}}}",
    )
    list(ingest([Reading(1, b"", record)], source="test"))
    page = browser_page(alice).open(LOG)
    page.get_by_role("button", name="Show details of Updated an order").click()
    expect(page.locator("tr.detail")).to_contain_text("9,960 more are not shown")
    assert page.locator("tr.detail tr").count() < 60
