"""What cannot be read lists nothing, is named beside its field, and is never exported."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from django.http import QueryDict
from django.test import Client

from activitylog.filters import ActivityEntryFilter
from activitylog.models import ActivityEntry
from tests.activitylog.log import LOG, fill, ids_on, text_of

if TYPE_CHECKING:
    from tests.conftest import MakeEntry

NO_DATE = "This is not a date. Write it as 2026-11-30."
NO_SUCH_DAY = "Choose a date from 1970-01-01 to 9998-12-31."
ONCE = "This filter can be given only once."
NUL = "Null characters are not allowed."
DAY = "2026-11-01"

# The address, the field it is about, and what stands beside that field.
UNREADABLE = [
    ("date_from=nope", "date_from", NO_DATE),
    ("date_to=2026-02-30", "date_to", NO_DATE),
    ("date_from=2026-3-4", "date_from", NO_DATE),
    ("date_from=20260304", "date_from", NO_DATE),
    ("date_from=2026-W10-3", "date_from", NO_DATE),
    ("date_to=2026-03-04T00:00", "date_to", NO_DATE),
    ("date_from=٢٠٢٦-٠٣-٠٤", "date_from", NO_DATE),
    ("date_from=%00", "date_from", NO_DATE),
    ("date_from=0000-00-00", "date_from", NO_DATE),
    ("date_from=0001-01-01", "date_from", NO_SUCH_DAY),
    ("date_from=1969-12-31", "date_from", NO_SUCH_DAY),
    ("date_to=9999-12-31", "date_to", NO_SUCH_DAY),
    (
        "date_from=2026-03-05&date_to=2026-03-04",
        "date_from",
        "From is after To. Swap the two dates.",
    ),
    (f"date_from={DAY}&date_from={DAY}", "date_from", ONCE),
    ("q=a&q=b", "q", ONCE),
    ("q=a&q=", "q", ONCE),
    ("partner_user=a&partner_user=a", "partner_user", ONCE),
    ("q=a%00b", "q", NUL),
    ("resource_id=%00", "resource_id", NUL),
    ("partner_user=%00", "partner_user", NUL),
    ("action=a%00", "action", "This value cannot be read."),
    ("status=succeeded&status=%00", "status", "This value cannot be read."),
    (f"q={'x' * 401}", "q", "Ensure this value has at most 400 characters (it has 401)."),
]
NO_CUSTOMER = "This is not a customer ID. Choose a customer from the list."


@pytest.mark.parametrize(("address", "field", "message"), UNREADABLE)
def test_it_lists_nothing_and_says_so_beside_the_field(
    as_alice: Client, address: str, field: str, message: str
) -> None:
    fill(1)
    response = as_alice.get(f"{LOG}?{address}")
    page = text_of(response)
    assert (response.status_code, ids_on(page)) == (200, [])
    (beside,) = re.findall(rf'id="id_{field}-error">.*?<span>(.*?)</span>', page, re.DOTALL)
    assert unescape(beside) == message
    assert f'aria-describedby="id_{field}-error"' in page


@pytest.mark.parametrize("path", ["export/", "export/columns/"])
@pytest.mark.parametrize(("address", "field", "message"), UNREADABLE)
def test_it_exports_nothing_and_names_the_field(
    as_alice: Client, path: str, address: str, field: str, message: str
) -> None:
    fill(1)
    response = as_alice.get(f"{LOG}{path}?{address}")
    assert response.status_code == 400
    assert text_of(response) == f"Nothing was exported.\n{field}: {message}\n"


@pytest.mark.parametrize(
    "value", ["nope", "0c39d6d5", "%00", "0c39d6d5-c70d-4c55-bc02-f620844f3fdg"]
)
def test_it_names_a_malformed_customer_beside_the_field_for_customers(
    as_alice: Client, value: str
) -> None:
    fill(1)
    page = text_of(as_alice.get(f"{LOG}?customer={value}"))
    assert ids_on(page) == []
    assert re.search(rf'id="id_customer_name-error">.*?<span>{NO_CUSTOMER}', page, re.DOTALL)
    refused = as_alice.get(f"{LOG}export/?customer={value}")
    assert refused.status_code == 400
    assert f"customer: {NO_CUSTOMER}" in text_of(refused)


@pytest.mark.parametrize(
    "name",
    ["colour", "occurred_at__gte", "customer__name", "p", "o", "e", "all", "ACTION", "_popup"],
)
def test_it_does_not_know_other_names(as_alice: Client, name: str) -> None:
    fill(1)
    page = text_of(as_alice.get(f"{LOG}?{name}=1"))
    assert ids_on(page) == []
    assert f"There is no filter named “{name}”." in page
    refused = as_alice.get(f"{LOG}export/?{name}=1")
    assert refused.status_code == 400
    assert f"There is no filter named “{name}”." in text_of(refused)


def test_it_offers_no_export_while_it_cannot_read(as_alice: Client) -> None:
    page = text_of(as_alice.get(f"{LOG}?date_from=nope"))
    assert f'href="{LOG}export/' not in page
    assert "One filter cannot be read, so nothing is listed." in page


def test_it_counts_all_that_it_cannot_read(as_alice: Client) -> None:
    page = text_of(as_alice.get(f"{LOG}?date_from=nope&customer=nope&q=%00&colour=red"))
    assert "4 filters cannot be read, so nothing is listed." in page


def test_it_shows_what_it_could_not_read_as_text(as_alice: Client) -> None:
    script = '"><script>alert(1)</script>'
    page = text_of(as_alice.get(LOG, {"date_from": script, "customer": script, script: "1"}))
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize("address", [address for address, _field, _message in UNREADABLE])
@pytest.mark.django_db
def test_it_never_widens(address: str) -> None:
    fill(1)
    filterset = ActivityEntryFilter(QueryDict(address), ActivityEntry.objects.all())
    assert list(filterset.qs) == []


def test_it_reads_no_page_that_is_named_twice(as_alice: Client, make_entry: MakeEntry) -> None:
    key = make_entry().pk
    for address in (f"?after={key}&after={key}", f"?after={key}&last=1"):
        page = as_alice.get(LOG + address).content.decode()
        assert "This page does not exist." in page


def test_it_refuses_two_formats_at_once(as_alice: Client) -> None:
    answer = as_alice.get(f"{LOG}export/?format=csv&format=xlsx")
    assert (answer.status_code, b"format: this can be given only once." in answer.content) == (
        400,
        True,
    )
