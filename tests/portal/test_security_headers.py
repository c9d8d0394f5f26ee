"""No page runs, styles or frames anything but the portal's own files."""

from __future__ import annotations

from contextlib import closing
from html.parser import HTMLParser

import pytest
from django.http import HttpResponseBase
from django.test import Client

from tests.portal.addresses import HOSTILE, Things, routes

POLICY = {
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}
# Pages that no route alone leads to.
OTHER_PAGES = [
    "/admin/activitylog/activityentry/?date_from=yesterday",
    "/admin/activitylog/activityentry/?q=nothing-is-called-so",
    "/admin/activitylog/activityentry/export/?date_from=yesterday",
    "/admin/activitylog/activityentry/00000000-0000-7000-8000-000000000000/change/",
    "/admin/customers/customer/?q=nothing-is-called-so",
    "/admin/portal/user/?role=sales_agent",
    "/no/such/page/",
]
HEADERS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class InlineCode(HTMLParser):
    """Collects what a strict policy would block in a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = {name for name, _value in attrs}
        if (tag == "script" and "src" not in names) or tag == "style":
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            if name.startswith("on") or name == "style":
                self.found.append(f"<{tag} {name}>")
            if name in ("href", "src", "action") and (value or "").startswith("javascript:"):
                self.found.append(f"<{tag} {name}={value}>")


def ensure_strict(answer: HttpResponseBase) -> None:
    policy = answer.headers["Content-Security-Policy"]
    assert {part.strip() for part in policy.split(";")} == POLICY
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    if answer.headers.get("Content-Type", "").startswith("text/html"):
        page = b"".join(answer).decode()
        assert not InlineCode(page).found
        assert HOSTILE not in page


@pytest.mark.parametrize("name", sorted(routes()))
def test_every_address_answers_strictly(name: str, as_alice: Client) -> None:
    address = Things().address(routes()[name])
    ensure_strict(as_alice.get(address))
    ensure_strict(Client().get(address))


@pytest.mark.parametrize("address", OTHER_PAGES)
def test_other_pages_answer_strictly(address: str, as_alice: Client) -> None:
    Things()
    ensure_strict(as_alice.get(address))


def test_a_static_file_answers_strictly(as_alice: Client) -> None:
    with closing(as_alice.get("/static/portal/theme.css")) as answer:
        assert answer.status_code == 200
        ensure_strict(answer)


def test_forms_with_errors_answer_strictly(as_alice: Client) -> None:
    for name in ("admin:portal_user_add", "admin:password_change", "admin:login"):
        ensure_strict(as_alice.post(routes()[name], {"username": HOSTILE}))
    ensure_strict(as_alice.post(routes()["admin:activitylog_activityentry_import"]))


def test_a_refused_page_answers_strictly(as_charlie: Client) -> None:
    ensure_strict(as_charlie.get("/admin/activitylog/activityentry/"))


def test_a_form_of_another_site_answers_strictly(alice: object) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/admin/login/", {"username": "alice", "password": "alice's password"})
    assert answer.status_code == 403
    ensure_strict(answer)


def test_the_policy_allows_nothing_unsafe() -> None:
    assert not any("unsafe" in part or "*" in part for part in POLICY)


def test_the_parser_finds_what_a_policy_would_block() -> None:
    page = (
        '<script>x</script><style>y</style><p style="z" onclick="w"><a href="javascript:v">'
        '<script src="/portal.js"></script>'
    )
    assert InlineCode(page).found == [
        "<script>",
        "<style>",
        "<p style>",
        "<p onclick>",
        "<a href=javascript:v>",
    ]
