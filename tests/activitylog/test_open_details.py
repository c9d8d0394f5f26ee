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

from activitylog.details.comparison import SEPARATOR
from activitylog.models import ActivityEntry
from tests.activitylog.log import LOG, get, record, take, text_of

if TYPE_CHECKING:
    from django.test import Client

    from customers.models import Customer
    from portal.models import User
    from tests.conftest import MakeEntry

Budget = Callable[[int], AbstractContextManager[Any]]
SCRIPT = '"><script>alert(1)</script>'


def details(client: Client, entry: ActivityEntry, full: str = "") -> str:
    response = get(client, {"full": full} if full else {}, f"{entry.pk}/details/")
    assert response.status_code == 200
    return text_of(response)


def plain(page: str) -> str:
    """What a reader sees, without the elements."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", page)).split())


def comparison(page: str) -> list[tuple[str, ...]]:
    """Path, kind, before and after of each row."""
    rows = re.findall(r'<tr class="\w+">(.*?)</tr>', page, re.DOTALL)
    return [tuple(map(plain, re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL))) for row in rows]


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
    bob.user_permissions.remove(Permission.objects.get(codename="view_subscription"))
    for page in (details(as_bob, entry), text_of(get(as_bob))):
        assert link not in page
        assert "Müller &amp; Söhne GmbH" in page


def test_it_compares_before_and_after(as_alice: Client, make_entry: MakeEntry) -> None:
    before = '{"same":1,"Quantity":5,"gone":"x","Links":{"Self":{"Uri":"/a"}},"Tags":["a","b"]}'
    after = '{"same":1,"Quantity":8,"new":null,"Links":{"Self":{"Uri":"/b"}},"Tags":["a","c","d"]}'
    page = details(as_alice, make_entry(old_value=before, new_value=after))
    assert comparison(page) == [
        ("Quantity", "Changed", "5", "8"),
        ("new", "Added", "–", "null"),
        (f"Links{SEPARATOR}Self{SEPARATOR}Uri", "Changed", "/a", "/b"),
        (f"Tags{SEPARATOR}2", "Changed", "b", "c"),
        (f"Tags{SEPARATOR}3", "Added", "–", "d"),
        ("gone", "Removed", "x", "–"),
    ]


@pytest.mark.parametrize(
    ("before", "after", "row"),
    [
        ("1", '"1"', ("", "Changed", "1", "1")),
        ('{"n":12345678901234567890.10}', '{"n":12345678901234567890.11}', None),
        ('{"a":{}}', '{"a":{"b":true}}', (f"a{SEPARATOR}b", "Added", "–", "true")),
        ('{"a":[]}', '{"a":null}', ("a", "Changed", "[]", "null")),
        (None, '{"a":"new"}', ("a", "Added", "–", "new")),
        ('{"a":"old"}', None, ("a", "Removed", "old", "–")),
    ],
)
def test_it_compares_to_the_letter(
    as_alice: Client, make_entry: MakeEntry, before: str, after: str, row: tuple[str, ...] | None
) -> None:
    rows = comparison(details(as_alice, make_entry(old_value=before, new_value=after)))
    digits = ("n", "Changed", "12345678901234567890.10", "12345678901234567890.11")
    assert rows == [row or digits]


def test_it_compares_nothing_where_nothing_changed(as_alice: Client, make_entry: MakeEntry) -> None:
    entry = make_entry(old_value='{"a": 1, "b": 2}', new_value='{"b":2,"a":1}')
    assert "What changed" not in details(as_alice, entry)


def test_it_shows_order_lines_as_a_table(as_alice: Client, make_entry: MakeEntry) -> None:
    lines = [{"LineItemNumber": n, "FriendlyName": f"Offer {n}", "Quantity": n} for n in range(300)]
    entry = make_entry(new_value=json.dumps({"Id": "o-1", "LineItems": lines}))
    page = details(as_alice, entry)
    assert "Order lines 300" in plain(page)
    assert plain(page).count("Offer ") == 40
    assert "260 more are not shown. Show all" in plain(page)
    assert f'href="{LOG}{entry.pk}/change/?full=1"' in page
    assert plain(details(as_alice, entry, full="1")).count("Offer ") == 300


def test_it_finds_order_lines_in_numbered_keys(as_alice: Client, make_entry: MakeEntry) -> None:
    pairs = [("OrderId", "o-1")]
    pairs += [
        (f"{name}-{n}", f"{name} {n}") for n in (0, 1, 10) for name in ("OfferId", "Quantity")
    ]
    found = json.dumps([{"key": key, "value": value} for key, value in pairs])
    page = details(as_alice, make_entry(details=found))
    cells = re.findall(r"<td[^>]*>(.*?)</td>", page)
    assert list(map(plain, cells)) == [
        *("1", "OfferId 0", "Quantity 0"),
        *("2", "OfferId 1", "Quantity 1"),
        *("3", "OfferId 10", "Quantity 10"),
    ]
    assert plain(page).count("OfferId 0") == 1


def test_it_shows_keys_and_values(as_alice: Client, make_entry: MakeEntry) -> None:
    found = '[{"key":"Name","value":"Büro"},{"key":"Nothing","value":null},{"key":"n","value":1.0}]'
    page = details(as_alice, make_entry(details=found))
    pairs = re.findall(r"<div><dt>(.*?)</dt><dd>(.*?)</dd></div>", page)
    assert [(key, plain(value)) for key, value in pairs] == [
        ("Name", "Büro"),
        ("Nothing", "null"),
        ("n", "1.0"),
    ]


@pytest.mark.parametrize("field", ["old_value", "new_value", "details"])
@pytest.mark.parametrize("text", ['{"cut": "', "NaN", "", "plain <b>text</b>", "[" * 200])
def test_it_shows_what_does_not_parse_as_it_came(
    as_alice: Client, make_entry: MakeEntry, field: str, text: str
) -> None:
    page = details(as_alice, make_entry(**{field: text}))
    (shown,) = re.findall(r"<pre[^>]*>(.*?)</pre>", page, re.DOTALL)
    assert unescape(shown) == text
    assert "Shown as received: this is not valid JSON." in page


def test_it_shows_details_of_another_shape_as_they_came(
    as_alice: Client, make_entry: MakeEntry
) -> None:
    page = details(as_alice, make_entry(details='{"not":"pairs"}'))
    assert "{&quot;not&quot;:&quot;pairs&quot;}</pre>" in page


TEXTS = ("customer_name", "partner_user", "application", "action", "resource_type", "resource_id")
ALL_TEXTS = (*TEXTS, "status", "correlation_id", "external_id")


@pytest.mark.parametrize(
    "shape", ["{}", '{{"{0}":"{0}"}}', '[{{"key":"{0}","value":"{0}"}}]', "{0}"]
)
def test_it_shows_script_as_text(as_alice: Client, make_entry: MakeEntry, shape: str) -> None:
    inside = shape.format(SCRIPT.replace('"', '\\"')) if shape != "{}" else SCRIPT
    contents = dict.fromkeys(("old_value", "new_value", "details"), inside)
    entry = make_entry(**dict.fromkeys(ALL_TEXTS, SCRIPT), **contents | {"old_value": "{}"})
    pages = [text_of(get(as_alice)), details(as_alice, entry), details(as_alice, entry, full="1")]
    pages += [text_of(get(as_alice, {}, f"{entry.pk}/change/"))]
    pages += [text_of(get(as_alice, {"id": str(entry.pk)}, "details/"))]
    pages += [text_of(get(as_alice, {"q": SCRIPT, "action": SCRIPT, "customer_name": SCRIPT}))]
    for page in pages:
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


@pytest.mark.parametrize(
    "large",
    [
        json.dumps({"blob": "x" * 1_000_000}),
        json.dumps({f"key {n}": f"value {n}" for n in range(40_000)}),
        json.dumps([{"key": f"key {n}", "value": "x" * 20} for n in range(20_000)]),
        "no JSON " * 125_000,
    ],
    ids=["value", "fields", "pairs", "text"],
)
def test_it_opens_a_megabyte_in_small_pieces(
    as_alice: Client, make_entry: MakeEntry, large: str
) -> None:
    entry = make_entry(new_value=large, details=large)
    page = details(as_alice, entry)
    assert len(page) < 200_000
    assert "Show all" in page
    assert len(page) < len(details(as_alice, entry, full="1")) < 3_000_000


@pytest.mark.parametrize(
    "text", ["[" * 100_000 + "]" * 100_000, '{"a":' * 50_000 + "1" + "}" * 50_000]
)
def test_it_bears_deep_nesting(as_alice: Client, make_entry: MakeEntry, text: str) -> None:
    entry = make_entry(old_value=text, new_value=text, details=text)
    assert "Shown as received" in details(as_alice, entry)
    assert get(as_alice, {}, f"{entry.pk}/json/").status_code == 200


@pytest.mark.parametrize("depth", [100, 300, 500, 900, 2_000])
def test_it_bears_nesting_that_is_just_deep_enough(
    as_alice: Client, make_entry: MakeEntry, depth: int
) -> None:
    entry = make_entry(new_value='{"a":' * depth + "1" + "}" * depth, old_value="{}")
    assert len(details(as_alice, entry)) < 200_000


def test_it_counts_other_entries_of_the_request(as_alice: Client, make_entry: MakeEntry) -> None:
    entry = make_entry(correlation_id="c-1")
    assert "of this request" not in details(as_alice, entry)
    make_entry(correlation_id="c-1")
    assert "1 more entry of this request" in details(as_alice, entry)
    make_entry(correlation_id="c-1")
    page = details(as_alice, entry)
    assert "2 more entries of this request" in page
    assert f'href="{LOG}?date_from=&amp;date_to=&amp;correlation_id=c-1"' in page


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
