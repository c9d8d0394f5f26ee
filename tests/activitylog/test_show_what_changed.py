from __future__ import annotations

import json
import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from activitylog.details.comparison import SEPARATOR
from tests.activitylog.log import LOG, details, get, plain, text_of

if TYPE_CHECKING:
    from django.test import Client

    from tests.conftest import MakeEntry

SCRIPT = '"><script>alert(1)</script>'


def comparison(page: str) -> list[tuple[str, ...]]:
    """Path, kind, before and after of each row."""
    rows = re.findall(r'<tr class="\w+">(.*?)</tr>', page, re.DOTALL)
    return [tuple(map(plain, re.findall(r"<t[hd].*?</t[hd]>", row, re.DOTALL))) for row in rows]


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


HALF = '{"\\ud800":"\\udfff","list":["\\ud800"],"LineItems":[{"FriendlyName":"\\ud83d"}]}'


@pytest.mark.parametrize("path", ["{}/details/", "{}/change/", "details/?id={}"])
def test_it_shows_halves_of_surrogate_pairs_as_they_are_escaped(
    as_alice: Client, make_entry: MakeEntry, path: str
) -> None:
    pairs = '[{"key":"\\ud800","value":"\\ud801"}]'
    entry = make_entry(old_value='{"a":"\\ud800"}', new_value=HALF, details=pairs)
    answer = as_alice.get(LOG + path.format(entry.pk))
    assert (answer.status_code, "\\udfff" in answer.content.decode()) == (200, True)
