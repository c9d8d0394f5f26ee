"""The looks of a page, and what is wrong with it as it is now."""

from __future__ import annotations

import os
from itertools import product
from typing import TYPE_CHECKING
from zlib import crc32

from axe_playwright_python.sync_playwright import Axe

if TYPE_CHECKING:
    from tests.browser.fixtures import BrowserPage

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}

# Dark, phone, language.
LOOKS = list(product((False, True), (False, True), ("en-US", "de-DE")))


def violations(browser: BrowserPage) -> list[str]:
    """What the browser complained of so far, and what axe finds on the page as it is."""
    # axe writes inline styles of its own, which the policy refuses: they do not count.
    complaints = [f"{browser.page.url}: {text}" for text in browser.complaints]
    found = Axe().run(browser.page, options=RULES).response["violations"]
    browser.complaints.clear()
    return complaints + [
        f"{browser.page.url}: {violation['id']}: {node['html'][:200]}"
        for violation in found
        for node in violation["nodes"]
    ]


def is_looked_at(page: str, look: tuple[bool, bool, str]) -> bool:
    """Each page is taken in one look, always the same whatever pages there are besides; with
    SLOW=1 in each."""
    return os.environ.get("SLOW") == "1" or LOOKS[crc32(page.encode()) % len(LOOKS)] == look
