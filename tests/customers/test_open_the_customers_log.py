"""The activity of one customer: the log itself, on a tab of the customer's page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from activitylog.models import ActivityEntry
from tests.customers.addresses import url

if TYPE_CHECKING:
    from customers.models import Customer
    from portal.models import User
    from tests.conftest import MakeEntry

OTHER = UUID("b44bb1fb-c595-45b0-9e09-d657365580bf")


def log_of(customer: Customer) -> str:
    return url(customer, "activity")


@pytest.fixture
def entries(acme: Customer, make_entry: MakeEntry) -> list[ActivityEntry]:
    """Newest first; one more is another customer's."""
    made = [make_entry(customer_id=acme.pk, action=f"action_{n}") for n in range(3)]
    make_entry(customer_id=OTHER, customer_name="Relecloud", action="action_of_relecloud")
    return made[::-1]


def test_it_lists_the_customers_entries_and_no_others(
    as_bob: Client, acme: Customer, entries: list[ActivityEntry]
):
    response = as_bob.get(log_of(acme))
    assert [row.pk for row in response.context["cl"].result_list] == [e.pk for e in entries]
    html = response.content.decode()
    assert "<title>Activity log – Müller &amp; Söhne GmbH – Partner Portal</title>" in html
    assert "<h1>Müller &amp; Söhne GmbH</h1>" in html
    assert reverse("admin:activitylog_activityentry_details", args=[entries[0].pk]) in html


def test_it_narrows_like_the_log(as_bob: Client, acme: Customer, entries: list[ActivityEntry]):
    response = as_bob.get(log_of(acme), {"action": "action_1"})
    assert [row.action for row in response.context["cl"].result_list] == ["action_1"]
    assert [chip.name for chip in response.context["bar"].chips] == ["action"]


@pytest.mark.parametrize("name", ["customer", "customer_name"])
def test_it_has_no_filter_for_customers(
    as_bob: Client, acme: Customer, entries: list[ActivityEntry], name: str
):
    response = as_bob.get(log_of(acme), {name: str(OTHER)})
    assert response.context["cl"].result_list == []
    assert f"There is no filter named “{name}”." in response.content.decode()


def test_its_links_stay_on_the_tab(as_bob: Client, acme: Customer, entries: list[ActivityEntry]):
    html = as_bob.get(log_of(acme), {"date_from": "", "date_to": "", "q": "petra"}).content.decode()
    assert "customer=" not in html
    assert "customer_name=" not in html


def test_it_exports_what_it_lists(as_bob: Client, acme: Customer, entries: list[ActivityEntry]):
    html = as_bob.get(log_of(acme), {"action": "action_1"}).content.decode()
    links = re.findall(rf'href="({url(acme, "activity_export")}\?[^"]*)"', html)
    (link,) = [link for link in links if "format=" not in link]

    answer = as_bob.get(link.replace("&amp;", "&"))

    lines = b"".join(answer).decode().splitlines()
    assert len(lines) == 2
    assert str(entries[1].pk) in lines[1]


def test_its_export_is_recorded_with_the_customer(
    as_bob: Client, acme: Customer, entries: list[ActivityEntry]
):
    as_bob.get(url(acme, "activity_export"), {"action": "action_1"})
    (entry,) = ActivityEntry.objects.filter(action__contains="export")
    assert f"customer={acme.pk}" in f"{entry.details}{entry.new_value}"
    assert "action=action_1" in f"{entry.details}{entry.new_value}"


def test_it_pages(as_bob: Client, acme: Customer, make_entry: MakeEntry):
    made = [make_entry(customer_id=acme.pk).pk for _ in range(101)]
    first = as_bob.get(log_of(acme)).context
    assert len(first["cl"].result_list) == 100
    address = f"{log_of(acme)}{first['bar'].pages['older']}"
    assert [row.pk for row in as_bob.get(address).context["cl"].result_list] == made[:1]


def test_it_reads_no_more_for_many(
    as_bob: Client,
    acme: Customer,
    make_entry: MakeEntry,
    django_assert_max_num_queries: DjangoAssertNumQueries,
):
    for _ in range(30):
        make_entry(customer_id=acme.pk)
    with django_assert_max_num_queries(11):
        as_bob.get(log_of(acme))


@pytest.mark.parametrize("codename", ["view_customer", "view_activityentry"])
@pytest.mark.parametrize("page", ["activity", "activity_export", "activity_columns"])
def test_it_takes_both_permissions(
    as_bob: Client, bob: User, acme: Customer, codename: str, page: str
):
    bob.user_permissions.remove(bob.user_permissions.get(codename=codename))
    assert as_bob.get(url(acme, page)).status_code == 403


def test_there_is_none_of_a_customer_that_is_not_there(as_bob: Client):
    address = reverse("admin:customers_customer_activity", args=[uuid4()])
    assert as_bob.get(address).status_code == 404
