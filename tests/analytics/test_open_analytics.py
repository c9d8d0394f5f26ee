from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from django.contrib.auth.models import Permission
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from activitylog.models import ActivityEntry
from analytics.admin.tab_links import page_url
from analytics.periods import last_12_months, last_30_days
from analytics.tabs import TABS, Tab
from tests.signing_in import signed_in

if TYPE_CHECKING:
    from portal.models import User
    from tests.analytics.story import Story

MENU = 'href="/admin/analytics/"'

BAD = {
    "a day that there is not": ("date_from=2026-02-30", "This is not a date."),
    "a day before all days": ("date_from=1969-12-31", "Choose a date from 1970-01-01"),
    "a day after all days": ("date_to=9999-01-01", "Choose a date from 1970-01-01"),
    "a moment": ("date_to=2026-02-03T10:00:00Z", "This is not a date."),
    "days that are swapped": ("date_from=2026-02-02&date_to=2026-02-01", "From is after To."),
    "a customer that is no ID": ("customer=acme", "This is not a customer ID."),
    "a name that means nothing": ("famly=Azure", "There is no filter named “famly”."),
    "a filter of another list": ("status=active", "There is no filter named “status”."),
    "two days for one": ("date_from=2026-01-01&date_from=2026-01-02", "only once"),
    "a name with a NUL": ("customer_name=%00", "Null characters are not allowed."),
    "a place in a list": ("after=1", "There is no filter named “after”."),
}


@pytest.mark.parametrize("tab", TABS.values(), ids=TABS)
@pytest.mark.parametrize(("query", "reason"), BAD.values(), ids=BAD)
def test_what_cannot_be_read_is_named_and_nothing_is_counted(
    tab: Tab, query: str, reason: str, as_alice: Client
):
    answer = as_alice.get(f"{page_url(tab)}?{query}")
    assert answer.status_code == 200
    text = answer.content.decode()
    assert reason in text
    assert "One filter cannot be read, so nothing is counted." in text
    assert "data-value" not in text
    assert "<table" not in text
    assert "/export/" not in text


def test_where_nothing_is_counted_nothing_is_said_of_other_reports(as_alice: Client):
    text = as_alice.get("/admin/analytics/?family=Azure&date_from=x").content.decode()
    assert "is not narrowed by" not in text


def test_the_address_by_the_name_of_the_first_report_leads_to_it(as_alice: Client):
    answer = as_alice.get("/admin/analytics/subscriptions/?family=Azure&family=Office+365")
    assert answer["Location"] == "/admin/analytics/?family=Azure&family=Office+365"


@pytest.mark.parametrize("tab", TABS.values(), ids=TABS)
def test_an_error_stands_beside_its_field(tab: Tab, as_alice: Client):
    text = as_alice.get(f"{page_url(tab)}?date_to=tomorrow").content.decode()
    assert 'id="id_date_to" name="date_to" value="tomorrow"' in text
    assert 'aria-describedby="id_date_to-error"' in text


@pytest.mark.parametrize("name", ["family", "country", "product", "currency"])
def test_a_tab_refuses_the_filters_of_another(name: str, as_alice: Client):
    for tab in TABS.values():
        text = as_alice.get(page_url(tab), {name: "EUR"}).content.decode()
        refused = f"There is no filter named “{name}”." in text
        assert refused is not (name in tab.filterset_class.base_filters)


def test_periods_begin_and_end_with_days_of_the_reader():
    assert (last_12_months(date(2026, 11, 22)).start, last_12_months(date(2026, 12, 1)).start) == (
        date(2025, 12, 1),
        date(2026, 1, 1),
    )
    assert last_30_days(date(2028, 3, 1)).start == date(2028, 2, 1)


def test_without_days_a_tab_shows_its_own_period():
    today = timezone.localdate()
    for code, tab in TABS.items():
        period = last_30_days(today) if code == "activity" else last_12_months(today)
        scope = tab.asked(QueryDict("")).scope()
        assert (scope.start, scope.end) == (period.start, today)


@pytest.mark.parametrize(
    ("query", "start", "end"),
    [
        ("date_from=2026-02-28", date(2026, 2, 28), None),
        ("date_to=2028-02-29", None, date(2028, 2, 29)),
        ("date_from=", None, None),
        ("date_from=&date_to=", None, None),
        ("date_from=1970-01-01&date_to=9998-12-31", date(1970, 1, 1), date(9998, 12, 31)),
    ],
)
def test_with_one_day_or_an_empty_one_the_other_end_is_open(
    query: str, start: date | None, end: date | None, story: Story, as_alice: Client
):
    for tab in TABS.values():
        scope = tab.asked(QueryDict(query)).scope()
        assert (scope.start, scope.end) == (start, end)
        assert as_alice.get(f"{page_url(tab)}?{query}").status_code == 200


def test_it_says_of_when_and_in_whose_time_the_numbers_are(
    story: Story, gloria: User, as_gloria: Client
):
    gloria.time_zone = "Pacific/Auckland"
    gloria.save()
    text = as_gloria.get("/admin/analytics/").content.decode()
    assert "Live, as of " in text
    assert "(Pacific/Auckland)" in text


def test_tabs_keep_the_filters_that_they_understand(story: Story, as_alice: Client):
    customer = f"customer={story.alpha.pk}"
    text = as_alice.get(f"/admin/analytics/?{customer}&family=Azure").content.decode()
    for code, tab in TABS.items():
        knows_families = tab.filterset_class.understands("family")
        kept = f"{customer}&amp;family=Azure" if knows_families else customer
        assert f'href="{page_url(tab)}?{kept}"' in text, code
        left_out = f"{tab.label} is not narrowed by: Product family." in text
        assert left_out is not knows_families


def test_entries_are_counted_of_a_chosen_customer_only(as_alice: Client):
    text = as_alice.get("/admin/analytics/activity/?customer_name=alpha").content.decode()
    assert "Choose a customer from the list" in text
    assert "data-value" not in text
    text = as_alice.get("/admin/analytics/?customer_name=alpha").content.decode()
    assert 'href="/admin/analytics/activity/"' in text
    assert "Activity is not narrowed by: Customer." in text


def test_families_are_one_click_away(story: Story, as_alice: Client):
    text = as_alice.get("/admin/analytics/?country=DE&family=Office+365").content.decode()
    assert "country=DE&amp;family=Dynamics+365" in text
    assert 'aria-current="true">Office 365</a>' in text


def test_the_menu_leads_there_only_who_may_look(as_charlie: Client, as_gloria: Client):
    assert MENU not in as_charlie.get("/admin/").content.decode()
    assert MENU in as_gloria.get("/admin/").content.decode()


def test_who_may_not_read_the_log_finds_no_tab_of_it(charlie: User):
    charlie.user_permissions.set(Permission.objects.filter(codename="view_analytics"))
    client = signed_in(charlie)
    text = client.get("/admin/analytics/").content.decode()
    for tab in TABS.values():
        may = tab.code != "activity"
        assert (f'href="{page_url(tab)}"' in text) is may
        assert client.get(page_url(tab)).status_code == (200 if may else 403)


def test_customers_are_proposed_by_parts_of_their_names(story: Story, as_alice: Client):
    found = as_alice.get("/admin/analytics/customers/", {"q": "söhne"}).json()["results"]
    assert found == [{"id": str(story.beta.pk), "text": story.beta.name, "hint": story.beta.domain}]


@pytest.mark.parametrize(
    "page", ["analytics/", "customers/subscriptionmovement/"], ids=["analytics", "movements"]
)
def test_customers_are_proposed_to_none_who_may_not_look_at_them(
    page: str, story: Story, charlie: User
):
    seeing = ["view_analytics", "view_subscriptionmovement"]
    charlie.user_permissions.set(Permission.objects.filter(codename__in=seeing))
    client = signed_in(charlie)
    text = client.get(f"/admin/{page}?customer_name=alpha").content.decode()
    assert re.search(r'<input id="\w+" name="customer_name" value="alpha" type="text"', text)
    assert "data-suggest" not in text
    assert client.get(f"/admin/{page}customers/", {"q": "a"}).status_code == 403
    charlie.user_permissions.add(Permission.objects.get(codename="view_customer"))
    client = signed_in(charlie)
    text = client.get(f"/admin/{page}").content.decode()
    assert f'data-suggest="/admin/{page}customers/"' in text
    assert client.get(f"/admin/{page}customers/", {"q": "a"}).json()["results"]


def test_to_look_leaves_no_entry(story: Story, as_alice: Client):
    before = ActivityEntry.objects.count()
    for tab in TABS.values():
        as_alice.get(page_url(tab))
    assert ActivityEntry.objects.count() == before
