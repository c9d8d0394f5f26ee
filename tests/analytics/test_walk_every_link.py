"""Every number equals the rows that it leads to: their count, or the sum of a figure of theirs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import cycle
from typing import TYPE_CHECKING

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from analytics.admin.tab_links import page_url
from analytics.reports.revenue.flows import FLOWS
from analytics.tabs import TABS, Tab
from tests.analytics.walking import Walk, page

if TYPE_CHECKING:
    from analytics.shapes import Report
    from tests.analytics.story import Story

A_DAY = timedelta(days=1)
# Numbers that lead to no list, by tab and figure or card and column, and why.
WITHOUT_LINK: dict[tuple[str, str], str] = {
    ("licenses", "assignment_rate"): "a share",
    **{
        ("licenses", f"{card}.assignment_rate"): "a share"
        for card in ("assignment_rate_over_time", "licenses_by_product", "licenses_by_country")
    },
    **{
        ("licenses", f"assignment_rate_over_time.{name}"): "upgraded from a product not chosen"
        for name in ("licenses", "assigned_licenses")
    },
    ("revenue", "net_revenue_retention"): "upgraded from a product not chosen",
    **{
        ("revenue", f"revenue_by_{name}.revenue_share"): "a share"
        for name in ("family", "customer")
    },
    **{
        ("revenue", name): "upgraded from a product not chosen"
        for name in (
            "mrr_over_time.monthly_recurring_revenue",
            *(f"mrr_bridge.mrr_{name}" for name in ("opening", "closing")),
            *(f"mrr_bridge.{flow.code}" for flow in FLOWS),
            *(flow.code for flow in FLOWS),
        )
    },
    ("activity", "failed_share"): "a share",
    ("activity", "active_users"): "the log lists entries, and not who made them",
    **{
        ("activity", f"{card}.failed_share"): "a share"
        for card in ("top_actions", "top_users", "top_customers", "failed_by_action")
    },
    **{
        ("activity", f"weekday_hour.hour_{hour}"): "the log has no filter for hours of the week"
        for hour in range(24)
    },
    ("activity", "weekday_hour.entries"): "nor for days of the week: one day alone has a link",
    ("subscriptions", "subscriptions_per_month.net"): "what came less what went",
    **{
        ("subscriptions", f"{card}.quantity"): "of one subscription, whose name leads to its page"
        for card in ("trials_ending", "at_risk", "retention", "suspended", "active")
    },
}


def asked(tab: Tab, story: Story) -> dict[str, str]:
    """What one may ask of a tab, by what it is."""
    today = timezone.localdate()
    found = {
        "as it opens": "",
        "everything": "date_from=&date_to=",
        "days within months": f"date_from={today - 100 * A_DAY}&date_to={today - 3 * A_DAY}",
        "a customer": f"customer={story.alpha.pk}",
    }
    understands = tab.filterset_class.understands
    if understands("customer_name"):
        found["part of a customer's name"] = "customer_name=S%C3%96HNE"
    if understands("family"):
        found |= {
            "a family": "family=Microsoft+365",
            "no family or another": "family=-&family=Office+365",
            "a country and a product": "country=DE&product=e3",
        }
    if understands("currency"):
        found |= {"another currency": "currency=USD", "one that nobody has": "currency=CHF"}
    return found


@pytest.mark.parametrize("tab", TABS.values(), ids=TABS)
def test_every_number_of_a_tab_equals_its_rows(tab: Tab, story: Story, as_alice: Client):
    walk = Walk(as_alice)
    for (case, query), language in zip(asked(tab, story).items(), cycle(("en", "de"))):
        stated = page(as_alice, f"{page_url(tab)}?{query}", language).stated
        assert stated, case
        assert walk.differences(stated, language) == [], case


@pytest.mark.parametrize("tab", TABS.values(), ids=TABS)
def test_numbers_and_where_they_lead_are_the_same_in_each_language(
    tab: Tab, story: Story, as_alice: Client
):
    for case, query in asked(tab, story).items():
        english, german = (
            page(as_alice, f"{page_url(tab)}?{query}", language).stated for language in ("en", "de")
        )
        assert english == german, case


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_number_of_the_overview_equals_its_rows(
    language: str, story: Story, as_alice: Client
):
    stated = page(as_alice, reverse("admin:index"), language).stated
    assert Walk(as_alice).differences(stated, language) == []


@pytest.mark.parametrize("tab", TABS.values(), ids=TABS)
def test_a_number_without_rows_has_a_reason(tab: Tab, story: Story):
    known = {name for code, name in WITHOUT_LINK if code == tab.code}
    found = [
        names
        for query in asked(tab, story).values()
        for names in unlinked(tab.report(tab.asked(QueryDict(query))))
    ]
    assert [names for names in found if not names & known] == []


def unlinked(report: Report) -> Iterator[set[str]]:
    """The figures, and the columns or rows of cards, whose numbers lead nowhere."""
    yield from (
        {figure.code}
        for figure in report.figures
        if figure.link is None and figure.value is not None
    )
    for card in report.cards:
        for row in card.rows:
            for field, cell in zip(card.fields, row, strict=True):
                if field.unit and cell.link is None and cell.value is not None:
                    yield {f"{card.code}.{name}" for name in (row[0].key, field.name) if name}


@pytest.mark.parametrize(
    ("tab", "code", "place", "narrowed"),
    [
        ("subscriptions", "net_adds", "subscriptionmovement", "is_trial=false"),
        (
            "subscriptions",
            "churn_rate",
            "subscriptionmovement",
            "kind=suspended&kind=deprovisioned",
        ),
        ("revenue", "annual_run_rate", "subscription", "is_trial=false&currency=EUR"),
        ("revenue", "net_revenue_retention", "subscriptionmovement", "kind=suspended"),
    ],
)
def test_what_is_computed_leads_to_what_it_is_computed_from(
    tab: str, code: str, place: str, narrowed: str, story: Story, as_alice: Client
):
    found = TABS[tab].report(TABS[tab].asked(QueryDict("currency=EUR" if tab == "revenue" else "")))
    link = next(figure.link for figure in found.figures if figure.code == code)
    assert link
    assert link.of == ""
    assert link.url.startswith(f"/admin/customers/{place}/?")
    assert narrowed in link.url
    assert page(as_alice, link.url).totals["rows"]
