"""What pages have in common that search a list, and show a page of it beside a form."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest

from portal.admin.addresses import query
from portal.keyset import AFTER, BEFORE, PAGE_NAMES, Page, UnknownPage, read_page

M = TypeVar("M", bound=Model)

PAGE_SIZE = 100
ORDER = ("folded", "id")


class SearchingPage:
    """The search and the page of the list are in the address; the form is sent to the same."""

    request: HttpRequest

    @property
    def searched(self) -> str:
        return self.request.GET.get("q", "").strip()[:400].replace("\0", "")

    def page_of(self, rows: QuerySet[M]) -> Page[M]:
        params = {name: self.request.GET[name] for name in PAGE_NAMES if name in self.request.GET}
        try:
            return read_page(rows, ORDER, PAGE_SIZE, params)
        except UnknownPage as error:
            raise Http404 from error

    def links(self, page: Page[Any]) -> dict[str, str]:
        """The addresses of the pages before and after; empty where there is none."""
        here = query(self.request.GET)
        link = here + ("&" if here != "?" else "")
        return {
            "newer": f"{link}{BEFORE}={page.rows[0].pk}" if page.has_previous and page.rows else "",
            "older": f"{link}{AFTER}={page.rows[-1].pk}" if page.has_next and page.rows else "",
        }
