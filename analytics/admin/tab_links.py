"""The ways from one view of analytics to another: tabs, and product families."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext

from analytics.filters import RevenueFilter
from analytics.tabs import TABS, Tab
from portal.admin.addresses import query
from portal.numbers import grouped

if TYPE_CHECKING:
    from analytics.filters import AnalyticsFilter


@dataclass(frozen=True, slots=True)
class TabLink:
    label: str
    url: str
    current: bool
    left_out: str = ""
    """The filters of this page that the other knows nothing of, in words."""


@dataclass(frozen=True, slots=True)
class NarrowingLink:
    """The same page, of one family or in one currency."""

    label: str
    url: str
    current: bool


def may_open(request: HttpRequest, tab: Tab) -> bool:
    return request.user.has_perms(tab.permissions)


def page_name(tab: Tab) -> str:
    """The first tab is where the menu leads to."""
    return "analytics" if tab is next(iter(TABS.values())) else f"analytics_{tab.code}"


def page_url(tab: Tab) -> str:
    return reverse(f"admin:{page_name(tab)}")


def tab_links(request: HttpRequest, here: Tab) -> list[TabLink]:
    """The tabs that this user may open, narrowed as this one as far as they understand it."""
    return [_link(request, tab, here) for tab in TABS.values() if may_open(request, tab)]


def _link(request: HttpRequest, tab: Tab, here: Tab) -> TabLink:
    filters = here.filterset_class.base_filters
    lost = [
        name
        for name in request.GET
        if name in filters and not tab.filterset_class.understands(name)
    ]
    labels = [str(filters[name].label) for name in lost if any(request.GET.getlist(name))]
    # The default period is that of a tab: another has another.
    defaults = here.default_dates()
    if all(request.GET.get(name) == day for name, day in defaults.items()):
        lost += defaults
    return TabLink(
        str(tab.label),
        page_url(tab) + query(request.GET, drop=lost).removesuffix("?"),
        tab is here,
        ", ".join(labels),
    )


def families(asked: AnalyticsFilter) -> list[NarrowingLink]:
    """All product families, and each alone; none where the report knows nothing of them."""
    return list(_families(asked)) if "family" in asked.filters else []


def _families(asked: AnalyticsFilter) -> Iterator[NarrowingLink]:
    chosen = asked.given().get("family", [])
    yield NarrowingLink(gettext("All"), query(asked.data, {"family": None}), not chosen)
    for group in asked.groups("family"):
        for option in group.options:
            url = query(asked.data, {"family": option.value})
            yield NarrowingLink(option.label, url, chosen == [option.value])


def currencies(asked: AnalyticsFilter) -> list[NarrowingLink]:
    """The currency of a report of amounts, and the others that active subscriptions have."""
    if not isinstance(asked, RevenueFilter):
        return []
    chosen = asked.chosen_currency
    return [
        NarrowingLink(
            gettext("%(count)s in %(currency)s") % {"count": grouped(count), "currency": code},
            query(asked.data, {"currency": code}),
            code == chosen,
        )
        for code, count in {chosen: 0, **asked.active_by_currency}.items()
    ]
