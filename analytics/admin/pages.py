"""The pages of analytics: one for each tab, and the files of its cards."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext, gettext_lazy
from django.views.generic import RedirectView

from activitylog.moments import minute_text
from analytics.admin.bar import AnalyticsBar
from analytics.admin.cards import blocks
from analytics.admin.exporting import export_card
from analytics.admin.suggesting import suggest_customers
from analytics.admin.tab_links import currencies, families, may_open, page_name, tab_links
from analytics.tabs import TABS, VIEW, Tab
from portal.admin import NavItem
from portal.admin.site_pages import SitePages

TEMPLATE = "admin/analytics/page.html"


def tab_page(request: HttpRequest, *, tab: Tab) -> HttpResponse:
    """A report with its filters; without a number where a filter cannot be read."""
    if not may_open(request, tab):
        raise PermissionDenied
    asked = tab.asked(request.GET)
    bar = AnalyticsBar(request, asked, tab)
    context: dict[str, Any] = {
        **admin.site.each_context(request),
        "title": gettext("Analytics"),
        "subtitle": tab.label,
        "bar": bar,
        "tabs": tab_links(request, tab),
        "families": families(asked),
    }
    if bar.valid:
        report = tab.report(asked)
        context |= {
            "report": report,
            "currencies": currencies(asked),
            "currency": asked.chosen_currency,
            "as_of": minute_text(report.as_of),
            "blocks": blocks(report, tab, bar.address),
        }
    return TemplateResponse(request, TEMPLATE, context)


def _urls() -> Iterator[URLPattern]:
    def named(route: str, view: Callable[..., HttpResponseBase], name: str) -> URLPattern:
        return path(f"analytics/{route}", admin.site.admin_view(view), name=name)

    yield named("customers/", suggest_customers, "analytics_customers")
    for tab in TABS.values():
        name = page_name(tab)
        route = "" if name == "analytics" else f"{tab.code}/"
        yield named(route, partial(tab_page, tab=tab), name)
        if not route:
            to_it = RedirectView.as_view(pattern_name=f"admin:{name}", query_string=True)
            yield named(f"{tab.code}/", to_it, f"analytics_{tab.code}")
        yield named(
            f"{tab.code}/<slug:card>/export/",
            partial(export_card, tab=tab),
            f"analytics_{tab.code}_export",
        )


PAGES = SitePages(
    label=gettext_lazy("Analytics"),
    name="analytics",
    urls=list(_urls()),
    nav=NavItem(
        group="business",
        order=70,
        icon="chart",
        description=gettext_lazy("Subscriptions and licenses as numbers and charts"),
    ),
    may_open=lambda request: request.user.has_perm(VIEW),
)
