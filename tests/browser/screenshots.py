"""Take the pictures in docs/images/ of a freshly seeded portal: `make screenshots`.

With --all DIRECTORY each page is also taken light and dark, wide and phone, in both languages.
"""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, sync_playwright

from portal.demo import DEMO_PASSWORD
from tests.browser.chromium import ARGUMENTS, CHROMIUM, DESKTOP, PHONE

ROOT = Path(__file__).resolve().parent.parent.parent
IMAGES = ROOT / "docs" / "images"
LOG = "/admin/activitylog/activityentry/"
WHOLE_LOG = f"{LOG}?date_from=&date_to="
ANALYTICS = "/admin/analytics/"
PAGES = {
    "sign-in": "/admin/login/",
    "overview": "/admin/",
    "log": LOG,
    "filtered": f"{WHOLE_LOG}&status=failed&customer_name=gmbh",
    "nothing": f"{LOG}?q=nothing-like-this&status=failed",
    "unreadable": f"{LOG}?date_from=2026-13-40",
    "columns": f"{LOG}export/columns/",
    "import": f"{LOG}import/",
    "customers": "/admin/customers/customer/",
    "customers-import": "/admin/customers/customer/import/",
    "subscriptions": "/admin/customers/subscription/",
    "orders": "/admin/customers/order/",
    "customer-users": "/admin/customers/customeruser/",
    "movements": "/admin/customers/subscriptionmovement/",
    "analytics-subscriptions": ANALYTICS,
    "analytics-licenses": f"{ANALYTICS}licenses/",
    "analytics-revenue": f"{ANALYTICS}revenue/",
    "analytics-activity": f"{ANALYTICS}activity/",
    "products": "/admin/customers/product/",
    "product-add": "/admin/customers/product/add/",
    "users": "/admin/portal/user/",
    "tokens": "/admin/portal/apitoken/",
    "token-add": "/admin/portal/apitoken/add/",
    "settings": "/admin/preferences/",
    "api": "/api/v1/docs/",
}
# Of the first row of a list, by the list's name: its own page, and pages beneath it.
PAGES_OF_ROWS = {
    "customers": ("change", "subscriptions", "users", "orders", "activity", "order"),
    "subscriptions": ("change", "quantity", "renewal", "licenses", "suspend", "cancel"),
    "orders": ("change",),
    "customer-users": ("change", "edit", "licenses", "remove"),
    "products": ("change", "edit"),
}
# Who sees them: referrals are the sales agents' alone.
READERS: dict[str, tuple[dict[str, str], dict[str, tuple[str, ...]]]] = {
    "anna.weiss": (PAGES, PAGES_OF_ROWS),
    "petra.hoffmann": (
        {
            "referrals": "/admin/customers/referral/",
            "referral-add": "/admin/customers/referral/add/",
        },
        {"referrals": ("change", "edit")},
    ),
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", type=Path, metavar="DIRECTORY")
    wanted = parser.parse_args()
    with serving() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        IMAGES.mkdir(parents=True, exist_ok=True)
        take_for_docs(browser, address)
        if wanted.all:
            wanted.all.mkdir(parents=True, exist_ok=True)
            take_all(browser, address, wanted.all)
        browser.close()


@contextmanager
def serving() -> Iterator[str]:
    """The portal on a free port, on a demo database of its own."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
        probe.close()
        environment = os.environ | {
            "DATABASE_URL": f"sqlite:///{folder}/demo.sqlite3",
            "BASE_URL": f"http://127.0.0.1:{port}",
            "DEBUG": "1",
            "TIME_ZONE": "Europe/Berlin",
        }
        for command in (["migrate"], ["seed_demo"]):
            manage = [sys.executable, "manage.py", *command, "--verbosity", "0"]
            subprocess.run(manage, cwd=ROOT, env=environment, check=True, stdout=sys.stderr)
        server = subprocess.Popen(
            [sys.executable, "manage.py", "runserver", "--noreload", str(port)],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            yield wait_for(f"http://127.0.0.1:{port}")
        finally:
            server.terminate()
            server.wait()


def wait_for(address: str) -> str:
    for _attempt in range(100):
        try:
            with urlopen(f"{address}/healthz"):
                return address
        except URLError:
            time.sleep(0.2)
    raise SystemExit("The server did not start.")


def signed_in(
    browser: Browser,
    address: str,
    username: str = "anna.weiss",
    *,
    dark: bool = False,
    phone: bool = False,
    language: str = "en",
) -> Page:
    context = browser.new_context(
        viewport=PHONE if phone else DESKTOP,
        color_scheme="dark" if dark else "light",
        locale=language,
        is_mobile=phone,
        has_touch=phone,
    )
    page = context.new_page()
    page.goto(f"{address}/admin/login/")
    page.fill("#id_username", username)
    page.fill("#id_password", DEMO_PASSWORD)
    page.click("input[type=submit]")
    return page


def take_for_docs(browser: Browser, address: str) -> None:
    page = signed_in(browser, address)
    page.goto(f"{address}{WHOLE_LOG}&action=update_subscription&status=succeeded")
    page.locator("a.expander").nth(2).click()
    page.locator("tr.detail").wait_for()
    page.screenshot(path=IMAGES / "activity-log.png")
    page.goto(f"{address}{ANALYTICS}activity/")
    page.screenshot(path=IMAGES / "analytics.png")
    page.context.close()


def take_all(browser: Browser, address: str, folder: Path) -> None:
    for dark, phone, language in product((False, True), (False, True), ("en", "de")):
        look = f"{'phone' if phone else 'wide'}-{'dark' if dark else 'light'}-{language}"
        for username in READERS:
            page = signed_in(browser, address, username, dark=dark, phone=phone, language=language)
            for name, path in pages_of(page, address, username):
                page.goto(address + path)
                page.screenshot(path=folder / f"{name}-{look}.png", full_page=name != "log")
            page.goto(address + LOG)
            page.locator("a.expander").nth(1).click()
            page.locator("tr.detail").wait_for()
            page.screenshot(path=folder / f"details-{look}.png")
            page.context.close()


def pages_of(page: Page, address: str, username: str) -> list[tuple[str, str]]:
    """The name and the path of each page that this user sees."""
    lists, rows = READERS[username]
    found = list(lists.items())
    for name, beneath in rows.items():
        page.goto(address + lists[name])
        link = page.locator(f"#result_list a[href^='{lists[name]}'][href*='-']").first
        # Some lists lead to a page beneath the row's own.
        key = str(link.get_attribute("href")).removeprefix(lists[name]).split("/")[0]
        found += [(f"{name}-{path}", f"{lists[name]}{key}/{path}/") for path in beneath]
    return found


if __name__ == "__main__":
    main()
