"""A list exported, changed, looked at, confirmed, with each page in each look."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from customers.models import Customer
from tests.browser.looking import violations

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from portal.models import User
    from tests.browser.fixtures import OpenBrowser

LIST = "/admin/customers/customer/"


@pytest.fixture
def many(transactional_db: None) -> int:
    Customer.objects.bulk_create(
        Customer(name=f"Company {n:03}", domain=f"c{n}.example", city="Bonn") for n in range(150)
    )
    return 150


def exported(page: Page, path: Path) -> str:
    with page.expect_download() as waiting:
        page.locator("a.btn[href*='export/']").click()
    waiting.value.save_as(path)
    return path.read_text("utf-8-sig")


def choose(page: Page, path: Path, text: str) -> None:
    path.write_text(text, "utf-8-sig", newline="")
    page.set_input_files("input[type=file]", path)
    page.locator("input[type=submit]").click()


@pytest.mark.parametrize(
    ("dark", "phone", "language"), [(False, False, "en-US"), (True, True, "de-DE")]
)
def test_no_page_of_an_import_breaks_a_rule(
    browser_page: OpenBrowser,
    alice: User,
    many: int,
    tmp_path: Path,
    language: str,
    *,
    dark: bool,
    phone: bool,
) -> None:
    browser = browser_page(alice, dark=dark, phone=phone, language=language)
    page = browser.open(LIST)
    text = exported(page, tmp_path / "customers.csv")
    found = []
    page = browser.open(f"{LIST}export/columns/")
    found += violations(browser)
    page = browser.open(f"{LIST}import/")
    found += violations(browser)
    choose(page, tmp_path / "wrong.csv", text.replace("c7.example", "no domain"))
    page.locator("#differences").wait_for()
    found += violations(browser)
    page = browser.open(f"{LIST}import/")
    choose(page, tmp_path / "right.csv", text.replace("Bonn", "Köln"))
    page.locator("#differences").wait_for()
    found += violations(browser)
    page.locator("button.primary").click()
    page.locator(".outcome").wait_for()
    found += violations(browser)
    assert found == []
    assert Customer.objects.filter(city="Köln").count() == many


def test_one_piece_of_the_progress_is_shown_at_a_time(
    browser_page: OpenBrowser,
    alice: User,
    many: int,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("customers.admin.importing.streaming.SECONDS_BETWEEN", 0)
    page = browser_page(alice).open(LIST)
    text = exported(page, tmp_path / "customers.csv")
    page.get_by_role("link", name="Import…").click()
    choose(page, tmp_path / "right.csv", text.replace("Bonn", "Köln"))
    page.get_by_role("button", name=f"Import {many} rows").click()
    expect(page.get_by_text("The file is imported.")).to_be_visible()
    assert page.locator(".piece").count() == many + 1
    assert page.locator(".piece:visible").count() == 1
    page.get_by_role("link", name="Show what was recorded").click()
    expect(page.get_by_text(f"{many + 1} entries")).to_be_visible()
