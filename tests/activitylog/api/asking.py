"""The entries as programs reach them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.test import Client

ACTIVITY = "/api/v1/activity/"


def page_of(client: Client, given: dict[str, Any] | None = None) -> dict[str, Any]:
    """A page as it is answered."""
    answer = client.get(ACTIVITY, given or {})
    assert answer.status_code == 200, answer.content
    page: dict[str, Any] = answer.json()
    return page


def ids_of(page: dict[str, Any]) -> list[str]:
    return [entry["id"] for entry in page["results"]]


def walk(client: Client, page: dict[str, Any], to: str = "next") -> list[list[str]]:
    """The IDs on this page and on all that are led to from it."""
    pages = [ids_of(page)]
    while page[to]:
        page = client.get(page[to]).json()
        pages.append(ids_of(page))
    return pages
