from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission

from activitylog.models import ActivityEntry
from tests.activitylog.log import LOG, details, get, plain, record, take, text_of

if TYPE_CHECKING:
    from django.test import Client

    from customers.models import Customer
    from portal.models import User
    from tests.conftest import MakeEntry

Budget = Callable[[int], AbstractContextManager[Any]]


def test_it_says_what_happened(as_alice: Client, acme: Customer, make_entry: MakeEntry) -> None:
    entry = make_entry(customer_id=acme.pk, customer_name=acme.name, resource_id="o-1")
    page = details(as_alice, entry)
    sentence = "petra@partner.example created an order (o-1) for Müller & Söhne GmbH."
    assert sentence in plain(page)
    assert f'<a href="/admin/customers/customer/{acme.pk}/subscriptions/">' in page


def test_it_says_it_without_a_customer(as_alice: Client, make_entry: MakeEntry) -> None:
    page = details(as_alice, make_entry(partner_user="", application=""))
    assert "Someone created an order." in plain(page)


def test_it_marks_an_application_that_acted(as_alice: Client, make_entry: MakeEntry) -> None:
    page = details(as_alice, make_entry(partner_user="", application="Renewal robot"))
    assert "Renewal robot Application created an order." in plain(page)


def test_it_writes_an_unknown_action_in_title_case(as_alice: Client, make_entry: MakeEntry) -> None:
    page = details(as_alice, make_entry(action="do_something_new"))
    assert "petra@partner.example – Do Something New." in plain(page)


def test_it_names_the_customer_in_plain_text_where_that_page_is_closed(
    bob: User, as_bob: Client, acme: Customer, make_entry: MakeEntry
) -> None:
    entry = make_entry(customer_id=acme.pk, customer_name=acme.name)
    link = f"/admin/customers/customer/{acme.pk}/subscriptions/"
    assert link in details(as_bob, entry)
    assert link in text_of(get(as_bob))
    bob.user_permissions.remove(Permission.objects.get(codename="view_customer_subscriptions"))
    for page in (details(as_bob, entry), text_of(get(as_bob))):
        assert link not in page
        assert "Müller &amp; Söhne GmbH" in page


def test_it_counts_other_entries_of_the_request(as_alice: Client, make_entry: MakeEntry) -> None:
    entry = make_entry(correlation_id="c-1")
    assert "of this request" not in details(as_alice, entry)
    make_entry(correlation_id="c-1")
    assert "1 more entry of this request" in details(as_alice, entry)
    make_entry(correlation_id="c-1")
    page = details(as_alice, entry)
    assert "2 more entries of this request" in page
    assert f'href="{LOG}?date_from=&amp;date_to=&amp;correlation_id=c-1"' in page


def test_it_names_no_number_where_requests_are_too_large_to_count(
    as_alice: Client, make_entry: MakeEntry, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("activitylog.details.fragment.RELATED_CAP", 2)
    entries = [make_entry(correlation_id="c-1") for _number in range(3)]
    assert "Other entries of this request" in details(as_alice, entries[0])


def test_it_leads_to_the_entries_of_a_request_with_a_strange_id(
    as_alice: Client, make_entry: MakeEntry
) -> None:
    entries = [make_entry(correlation_id="a&b=c #1+2%") for _number in range(2)]
    (address,) = re.findall(r'href="([^"]+correlation_id=[^"]*)"', details(as_alice, entries[0]))
    page = text_of(as_alice.get(unescape(address)))
    assert all(str(entry.pk) in page for entry in entries)


@pytest.mark.parametrize(
    ("age", "badge"),
    [
        (timedelta(hours=23), ""),
        (timedelta(days=1, minutes=1), "late by 1 day"),
        (timedelta(days=2, hours=12), "late by 2 days"),
    ],
)
def test_it_says_when_it_was_recorded_late(
    as_alice: Client, make_entry: MakeEntry, age: timedelta, badge: str
) -> None:
    page = details(as_alice, make_entry(occurred_at=datetime.now(UTC) - age))
    assert re.findall(r"late by \d+ days?", page) == ([badge] if badge else [])


def test_it_offers_ids_to_copy(as_alice: Client, make_entry: MakeEntry) -> None:
    entry = make_entry(resource_id="o-1", correlation_id="c-1")
    page = details(as_alice, entry)
    for value in (entry.pk, "o-1", "c-1"):
        assert f'data-copy="{value}"' in page


def test_it_links_to_everything_recorded(as_alice: Client, make_entry: MakeEntry) -> None:
    entry = make_entry()
    page = details(as_alice, entry)
    assert f'href="{LOG}{entry.pk}/json/"' in page
    assert f'href="{LOG}{entry.pk}/change/"' in page


def test_it_answers_recorded_json_to_the_letter(as_alice: Client, make_entry: MakeEntry) -> None:
    entry = make_entry(new_value='{\r\n  "Größe": 1.50\n}')
    answer = as_alice.get(f"{LOG}{entry.pk}/json/").content.decode()
    assert '"new_value":{\r\n  "Größe": 1.50\n},' in answer


def test_it_answers_everything_recorded_as_json(as_alice: Client, acme: Customer) -> None:
    extra = '{"n":12345678901234567890.10,"n":1,"NUL":"\\u0000"}'
    take(record(customer_id=acme.pk, extra=extra, details="no JSON", old_value=" [ 1 ] "))
    entry = ActivityEntry.objects.get()
    response = get(as_alice, {}, f"{entry.pk}/json/")
    assert response["Content-Type"] == "application/json; charset=utf-8"
    text = text_of(response)
    assert f'"extra":{extra}' in text
    assert '"old_value": [ 1 ] ,' in text
    answer = json.loads(text)
    assert answer["details"] == "no JSON"
    assert (answer["id"], answer["action_label"]) == (str(entry.pk), "Created an order")
    assert answer["occurred_at"] == "2026-03-04T05:06:07.123456Z"
    assert set(answer) == {f.attname for f in ActivityEntry._meta.fields} - {"customer_id"} | {
        "customer",
        "action_label",
    }


def test_it_opens_a_page_of_entries_at_once(
    as_alice: Client, make_entry: MakeEntry, django_assert_num_queries: Budget
) -> None:
    entries = [make_entry(correlation_id=f"c-{n % 3}", new_value='{"a":1}') for n in range(12)]
    address = f"{LOG}details/?" + "&".join(f"id={entry.pk}" for entry in entries)
    for given in (address.split("&")[0], address):
        with django_assert_num_queries(4):
            page = text_of(as_alice.get(given))
    shown = re.findall(r'<template data-entry="([^"]+)">', page)
    assert set(shown) == {str(entry.pk) for entry in entries}
    assert page.count("3 more entries of this request") == 12


def test_it_opens_no_more_than_a_page(as_alice: Client, db: None) -> None:
    keys = [str(uuid4()) for _number in range(101)]
    assert get(as_alice, {"id": keys[:100]}, "details/").status_code == 200
    assert get(as_alice, {"id": keys}, "details/").status_code == 400


@pytest.mark.parametrize("given", [{"id": "nope"}, {"id": ["", "x"]}, {"id": "\0"}])
def test_it_refuses_what_is_no_id(as_alice: Client, given: dict[str, Any]) -> None:
    assert get(as_alice, given, "details/").status_code == 400


def test_it_opens_nothing_for_ids_that_nobody_knows(as_alice: Client) -> None:
    assert "<template" not in text_of(get(as_alice, {"id": str(uuid4())}, "details/"))
    assert "<template" not in text_of(get(as_alice, {}, "details/"))


@pytest.mark.parametrize("path", ["details", "json", "change"])
def test_it_does_not_find_what_is_not_there(as_alice: Client, path: str) -> None:
    assert get(as_alice, {}, f"{uuid4()}/{path}/").status_code == 404
    assert get(as_alice, {}, f"nope/{path}/").status_code == 404
