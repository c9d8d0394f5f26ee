"""A real browser on a real server. Without chromium these tests are skipped, and it is said."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright
from pytest_django.live_server_helper import LiveServer

from tests.browser.chromium import ARGUMENTS, CHROMIUM, DESKTOP, PHONE
from tests.signing_in import signed_in

if TYPE_CHECKING:
    from portal.models import User

# The browser runs an event loop in this thread; Django would refuse the database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser_page" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
            if not CHROMIUM and os.environ.get("REQUIRE_BROWSER") != "1":
                item.add_marker(pytest.mark.skip(reason="no chromium"))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    skipped = [
        report
        for report in terminalreporter.stats.get("skipped", ())
        if "no chromium" in str(report.longrepr)
    ]
    if skipped:
        terminalreporter.write_line(
            f"{len(skipped)} browser tests were skipped: there is no chromium here. "
            "Install it with: apt-get install chromium"
        )


@pytest.fixture(scope="session")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
    yield browser
    browser.close()


class BrowserPage:
    """One user's page, and what the browser complained of on it."""

    def __init__(self, context: BrowserContext, server: LiveServer) -> None:
        self.context = context
        self.server = server
        self.page: Page = context.new_page()
        self.complaints: list[str] = []
        self.page.on("console", self._listen)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _listen(self, message: Any) -> None:
        # That the page itself is refused or not found is no complaint of the browser's.
        of_the_page = message.location["url"] == self.page.url and "status of 40" in message.text
        if message.type in ("error", "warning") and not of_the_page:
            self.complaints.append(message.text)

    def open(self, address: str) -> Page:
        self.page.goto(self.server.url + address)
        return self.page

    def sign_in(self, user: User) -> None:
        """By session cookie: signing in by hand has its own test."""
        for name, morsel in signed_in(user).cookies.items():
            self.context.add_cookies(
                [{"name": name, "value": morsel.value, "url": self.server.url}]
            )


OpenBrowser = Callable[..., BrowserPage]


@pytest.fixture
def browser_page(
    chromium: Browser, live_server: LiveServer, transactional_db: None
) -> Iterator[OpenBrowser]:
    """Open a page as a user: `browser_page(alice, dark=True, phone=True, language="de")`."""
    contexts: list[BrowserContext] = []

    def make(
        user: User | None = None, *, dark: bool = False, phone: bool = False, **options: Any
    ) -> BrowserPage:
        size = PHONE if phone else DESKTOP
        context = chromium.new_context(
            viewport=size,
            color_scheme="dark" if dark else "light",
            locale=options.pop("language", "en-US"),
            has_touch=phone,
            is_mobile=phone,
            **options,
        )
        contexts.append(context)
        context.set_default_timeout(10_000)
        page = BrowserPage(context, live_server)
        if user:
            page.sign_in(user)
        return page

    yield make
    for context in contexts:
        context.close()
