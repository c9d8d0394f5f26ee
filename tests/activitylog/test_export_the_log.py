from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.test import Client

from activitylog.models import ActivityEntry
from activitylog.resources import ActivityEntryResource
from portal.exports import neutral, restored
from tests.activitylog.log import (
    EVERYTHING,
    cells_of,
    export,
    fill,
    get,
    record,
    rows_of,
    take,
    text_of,
)

if TYPE_CHECKING:
    from customers.models import Customer
    from portal.models import User

HEADER = (
    "Date-Time (UTC),Affected customer,Action,Partner user,Status,Resource type,Resource ID,"
    "Application,Customer ID,Operation type,Details,Entry ID"
)


def test_it_writes_the_columns_of_the_contract(as_alice: Client, acme: Customer) -> None:
    details = '[{"key":"Name","value":"Büro; \\"1\\",2"}]'
    take(
        record(
            customer_id=acme.pk,
            customer_name=acme.name,
            partner_user="petra@partner.example",
            status="succeeded",
            resource_type="order",
            resource_id="o-1",
            application="Portal",
            details=details,
            action="never_heard_of",
        )
    )
    key = ActivityEntry.objects.get().pk
    header, row = cells_of(export(as_alice))
    assert ",".join(header) == HEADER
    assert row == [
        "2026-03-04 05:06:07",
        "Müller & Söhne GmbH",
        "Never Heard Of",
        "petra@partner.example",
        "succeeded",
        "order",
        "o-1",
        "Portal",
        str(acme.pk),
        "never_heard_of",
        details,
        str(key),
    ]


def test_it_writes_utf8_with_a_mark_and_dos_line_ends(as_alice: Client) -> None:
    take(record(customer_name='Zürich\nNord, "A"'))
    text = export(as_alice)
    assert text.startswith("\ufeffDate-Time (UTC),")
    assert text.count("\r\n") == 2
    assert ',"Zürich\nNord, ""A""",' in text
    assert text.endswith("\r\n")


def test_it_writes_the_header_alone_when_nothing_matches(as_alice: Client) -> None:
    assert export(as_alice) == f"\ufeff{HEADER}\r\n"


def test_it_leaves_empty_what_is_missing(as_alice: Client) -> None:
    take(record())
    row = rows_of(export(as_alice))[0]
    assert [name for name, cell in row.items() if cell] == [
        "Date-Time (UTC)",
        "Action",
        "Operation type",
        "Entry ID",
    ]


def test_it_splits_at_semicolons_for_german_readers(alice: User, as_alice: Client) -> None:
    alice.language = "de"
    alice.save()
    take(record(customer_name="Müller; Söhne, GmbH"))
    header, row = cells_of(export(as_alice), ";")
    assert len(header) == len(row) == 12
    assert row[1] == "Müller; Söhne, GmbH"
    assert row[0] == "2026-03-04 05:06:07"


def test_it_speaks_german_to_the_last_row(alice: User, as_alice: Client) -> None:
    alice.language = "de"
    alice.save()
    take(record())
    header, row = cells_of(export(as_alice), ";")
    assert header[:3] == ["Datum/Uhrzeit (UTC)", "Betroffener Kunde", "Aktion"]
    assert (row[2], row[9]) == ("Bestellung erstellt", "create_order")


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ({"date_from": "2026-03-01", "date_to": "2026-03-31"}, "2026-03-01_2026-03-31.csv"),
        (
            {"date_from": "2026-03-01", "format": "jsonl"},
            "2026-03-01_2026-05-06.jsonl",
        ),
        ({"date_to": "2026-03-31", "format": "xlsx"}, "start_2026-03-31.xlsx"),
    ],
)
def test_it_names_the_file_by_its_days(alice: User, given: dict[str, str], name: str) -> None:
    with time_machine.travel("2026-05-06T12:00:00Z"):
        client = Client()
        client.force_login(alice)
        response = get(client, given, "export/")
    assert response["Content-Disposition"] == f'attachment; filename="activity-log_{name}"'
    list(response)


@pytest.mark.parametrize(
    ("kind", "content_type"),
    [
        ("csv", "text/csv; charset=utf-8"),
        ("jsonl", "application/x-ndjson; charset=utf-8"),
        ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ],
)
def test_it_says_what_kind_of_file_it_is(as_alice: Client, kind: str, content_type: str) -> None:
    response = get(as_alice, {"format": kind}, "export/")
    assert response["Content-Type"] == content_type
    list(response)


def test_it_exports_the_default_month_when_no_day_is_named(as_alice: Client) -> None:
    take(record(occurred_at=datetime(1999, 1, 1, tzinfo=UTC)))
    fill(2)
    assert len(rows_of(text_of(get(as_alice, {}, "export/")))) == 2


RISKY = [
    "=1+1",
    "+49 30",
    "-5",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "'quoted",
    "''",
    "=",
    '=cmd|"/c calc"!A1',
]


@pytest.mark.parametrize("text", RISKY)
def test_it_makes_formulas_harmless(as_alice: Client, text: str) -> None:
    take(record(customer_name=text, resource_id=text, partner_user=text, details=text))
    row = rows_of(export(as_alice))[0]
    for column in ("Affected customer", "Resource ID", "Partner user", "Details"):
        assert row[column] == f"'{text}"


@pytest.mark.parametrize("text", RISKY)
@pytest.mark.django_db
def test_it_makes_formulas_harmless_on_the_road_of_import_export(text: str) -> None:
    take(record(customer_name=text))
    table = ActivityEntryResource().export(ActivityEntry.objects.all())
    assert table.headers == HEADER.split(",")
    assert table["Affected customer"] == [f"'{text}"]


@pytest.mark.django_db
def test_it_writes_the_same_cells_on_the_road_of_import_export(
    as_alice: Client, acme: Customer
) -> None:
    take(record(customer_id=acme.pk, partner_user="=x", details="[]"), record(external_id="r-2"))
    table = ActivityEntryResource().export(ActivityEntry.objects.order_by("-pk"))
    assert [list(row) for row in table] == cells_of(export(as_alice))[1:]


@pytest.mark.parametrize("text", [*RISKY, "", "a=b", "5", " =1"])
def test_it_gives_back_exactly_what_it_made_harmless(text: str) -> None:
    assert restored(neutral(text)) == text


@pytest.mark.parametrize("kind", ["csv", "jsonl", "xlsx"])
def test_it_writes_the_columns_that_are_chosen(as_alice: Client, kind: str) -> None:
    take(record())
    given = EVERYTHING | {"columns": ["id", "occurred_at"], "format": kind}
    response = get(as_alice, given, "export/")
    assert response.status_code == 200
    if kind == "csv":
        assert cells_of(text_of(response))[0] == ["Date-Time (UTC)", "Entry ID"]
    elif kind == "jsonl":
        assert list(json.loads(text_of(response))) == ["occurred_at", "id"]
    else:
        assert b"".join(response).startswith(b"PK")


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"format": "pdf"}, "format: there is no format “pdf”."),
        ({"format": ""}, "format: there is no format “”."),
        ({"columns": ["id", "password"]}, "columns: there is no column “password”."),
        ({"columns": "<script>"}, "columns: there is no column “<script>”."),
    ],
)
def test_it_refuses_formats_and_columns_that_are_not_there(
    as_alice: Client, given: dict[str, Any], message: str
) -> None:
    response = get(as_alice, given, "export/")
    assert response.status_code == 400
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert text_of(response) == f"Nothing was exported.\n{message}\n"


def test_it_refuses_a_form_without_any_column(as_alice: Client) -> None:
    answer = get(as_alice, {"columns": ""}, "export/")
    assert (answer.status_code, "choose at least one" in answer.content.decode()) == (400, True)


def test_it_offers_formats_and_columns_on_a_page(as_alice: Client) -> None:
    page = text_of(get(as_alice, {"q": "a&b", "status": ["failed", "x"]}, "export/columns/"))
    assert page.count('type="checkbox" name="columns"') == 12
    assert page.count('type="radio" name="format"') == 3
    assert '<input type="hidden" name="q" value="a&amp;b">' in page
    assert page.count('<input type="hidden" name="status"') == 2


@pytest.mark.parametrize("path", ["export/", "export/columns/"])
def test_it_is_not_for_those_who_may_not_see_the_log(as_charlie: Client, path: str) -> None:
    assert get(as_charlie, {}, path).status_code == 403


@pytest.mark.parametrize("path", ["export/", "export/columns/"])
def test_it_is_not_for_those_who_may_only_see_the_log(bob: User, path: str) -> None:
    bob.user_permissions.remove(*bob.user_permissions.filter(codename="export_activityentry"))
    client = Client()
    client.force_login(bob)
    assert get(client).status_code == 200
    assert get(client, {}, path).status_code == 403
