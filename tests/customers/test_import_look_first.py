"""What the page of differences says of a file. Nothing is written and nothing recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from activitylog.models import ActivityEntry
from customers.models import Customer, CustomerUser
from customers.resources import (
    CustomerResource,
    CustomerUserResource,
    ProductResource,
    SubscriptionResource,
)
from tests.customers.importing import (
    changed_csv,
    csv_of,
    exported,
    import_url,
    look,
    problems,
    said,
    token_of,
    xlsx_of,
)
from tests.customers.making import make_product, make_subscription

if TYPE_CHECKING:
    from customers.resources.reading import ReadingResource
    from portal.models import User

HEAD = ("Tenant ID", "Company name", "Domain")
NEW = ("", "Beta", "beta.example")
MODELS = ("customer", "customeruser", "product", "subscription")


def test_each_difference_is_shown_with_what_was_and_what_will_be(
    as_alice: Client, acme: Customer
) -> None:
    Customer.objects.create(name="Other", domain="other.example")
    data = changed_csv(exported(as_alice, "customer"), {0: {"City": "Köln <b>", "Country": "DE"}})
    page = look(as_alice, "customer", data)
    assert "Rows 2 New 0 Changed 1 Unchanged 1 With errors 0" in said(page)
    assert "2 Müller & Söhne GmbH City Köln <b> 2 Müller & Söhne GmbH Country DE" in said(page)
    assert "Köln &lt;b&gt;" in page
    assert "Import 1 row" in page


def test_a_new_row_is_shown_with_all_that_it_says(as_alice: Client) -> None:
    page = look(as_alice, "customer", csv_of(HEAD, NEW))
    assert "2 Beta New Company name: Beta · Domain: beta.example" in said(page)


def test_looking_writes_and_records_nothing(as_alice: Client, acme: Customer) -> None:
    look(as_alice, "customer", csv_of(HEAD, NEW, (acme.pk, "Changed", acme.domain)))
    acme.refresh_from_db()
    assert (Customer.objects.count(), acme.name) == (1, "Müller & Söhne GmbH")
    assert not ActivityEntry.objects.exists()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "The submitted file is empty."),
        (b"\n", "The file is empty."),
        (csv_of(HEAD), "The file has no rows beneath its first line."),
        (csv_of(("Company name", "Domain"), NEW[1:]), "Line 1, Tenant ID: This column is missing."),
        (csv_of((*HEAD, "Password"), (*NEW, "x")), "Line 1, Password: There is no such column."),
        (csv_of((*HEAD, "Domain"), (*NEW, "x")), "Line 1, Domain: This column is there twice."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "This is an old Excel file."),
        (b"PK\x03\x04nonsense", "This workbook cannot be read."),
        (b"\x00\x01\x02,\xff", "is not UTF-8"),
        (xlsx_of(), "The file is empty."),
        (xlsx_of(HEAD), "The file has no rows beneath its first line."),
        (xlsx_of(("Nonsense",)), "Line 1, Nonsense: There is no such column."),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_and_says_why(
    as_alice: Client, data: bytes, reason: str
) -> None:
    page = look(as_alice, "customer", data)
    assert reason in said(page)
    assert not token_of(page)


def test_a_file_with_too_many_rows_is_refused(
    as_alice: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("customers.importing.tables.MOST_ROWS", 2)
    assert token_of(look(as_alice, "customer", csv_of(HEAD, NEW, ("", "C", "c.example"))))
    page = look(as_alice, "customer", csv_of(HEAD, *[NEW] * 3))
    assert "The file has more than 2 rows. Import it in parts." in said(page)


def test_a_file_that_is_too_large_is_refused(
    as_alice: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("customers.admin.importing.pages.MOST_MB", 0)
    assert "The file is larger than 50 MB." in said(look(as_alice, "customer", csv_of(HEAD)))


def test_a_workbook_that_unzips_to_too_much_is_refused(
    as_alice: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("customers.importing.lines.MOST_BYTES_INSIDE", 100)
    page = look(as_alice, "customer", xlsx_of(HEAD, NEW))
    assert "This workbook is too large once it is unzipped." in said(page)


def test_errors_are_named_by_line_and_column(as_alice: Client, acme: Customer) -> None:
    rows = [
        ("", "Two\nlines", "two.example"),
        (acme.pk, "x" * 401, "no domain"),
        ("nonsense", "Gamma", "gamma.example"),
    ]
    page = look(as_alice, "customer", csv_of(HEAD, *rows))
    assert problems(page) == [
        ("4", "Company name", "Ensure this value has at most 400 characters (it has 401)."),
        (
            "4",
            "Domain",
            "This is not a domain. Write it in small letters, such as example.com.",
        ),
        ("5", "Tenant ID", "This is not an ID."),
    ]
    assert "With errors 2" in said(page)
    assert not token_of(page)


def test_errors_are_named_as_the_file_calls_its_columns(as_alice: Client) -> None:
    data = csv_of(("Mandanten-ID", "Domäne"), ("", "no domain"), separator=";")
    (problem,) = problems(look(as_alice, "customer", data))
    assert problem[:2] == ("2", "Domäne")


@pytest.mark.parametrize(
    ("header", "cell", "reason"),
    [
        ("Fewest seats", "1.5", "Write a whole number."),
        ("Fewest seats", "-1", "Ensure this value is greater than or equal to 1."),
        ("Fewest seats", "", "Write a whole number."),
        ("Trial", "perhaps", "Write true or false."),
        ("List price per seat and month", "1,000.00", "Write an amount such as 12.50"),
        ("List price per seat and month", "1.005", "Ensure that there are no more than 2 decimal"),
        ("Terms", "P1M P9Y", "Choose one or several of P1M, P1Y, P3Y."),
        ("Terms", "", "This field cannot be blank."),
        ("Currency", "euro", "three capital letters"),
        ("SKU", "A\0B", "This holds a character that cannot be stored."),
        ("Becomes when paid for (ID)", str(uuid4()), "Nothing has this ID."),
        ("Becomes when paid for (ID)", "x", "This is not an ID."),
    ],
)
def test_cells_that_cannot_be_read_are_errors(
    as_alice: Client, header: str, cell: str, reason: str
) -> None:
    make_product()
    data = changed_csv(exported(as_alice, "product"), {0: {header: cell}})
    ((line, column, said_reason),) = problems(look(as_alice, "product", data))
    assert (line, column) == ("2", header)
    assert reason in said_reason


@pytest.mark.parametrize(
    ("cell", "shown"), [("WAHR", "WAHR"), ("ja", "ja"), ("TRUE", "TRUE"), ("1", "1")]
)
def test_spreadsheets_may_write_truths_their_way(as_alice: Client, cell: str, shown: str) -> None:
    make_product()
    data = changed_csv(exported(as_alice, "product"), {0: {"Trial": cell}})
    assert f"Trial false {shown}" in said(look(as_alice, "product", data))


@pytest.mark.parametrize("cell", ["FALSE", "falsch", " false "])
def test_the_same_written_differently_is_no_difference(as_alice: Client, cell: str) -> None:
    make_product(list_price="12.5")
    changes = {"Trial": cell, "List price per seat and month": "12,5", "Most seats": "010000"}
    data = changed_csv(exported(as_alice, "product"), {0: changes})
    assert "there is nothing to import" in said(look(as_alice, "product", data))


def test_a_workbook_may_hold_numbers_and_truths_as_such(as_alice: Client) -> None:
    product = make_product()
    head = ("Product ID", "Fewest seats", "Trial", "List price per seat and month")
    page = look(as_alice, "product", xlsx_of(head, (str(product.pk), 3.0, True, 12.5)))
    assert "Fewest seats 1 3" in said(page)
    assert "Trial false true" in said(page)
    assert "0.00 12.5" in said(page)


def test_a_formula_is_no_value(as_alice: Client, acme: Customer) -> None:
    page = look(as_alice, "customer", xlsx_of(HEAD, (str(acme.pk), "=1+1", "x.example")))
    reason = "This is a formula. Put in its value instead."
    assert problems(page) == [("2", "Company name", reason)]


def test_rows_of_other_lengths_are_errors(as_alice: Client) -> None:
    page = look(as_alice, "customer", csv_of(HEAD, NEW, ("", "x"), NEW))
    assert ("3", "", "This row has 2 cells, the first line has 3.") in problems(page)


def test_empty_lines_are_none(as_alice: Client) -> None:
    for data in (csv_of(HEAD, (), NEW, ("", "", "")), xlsx_of(HEAD, (), NEW, ("", "", ""), ())):
        assert "Rows 1 New 1" in said(look(as_alice, "customer", data))


def test_what_an_import_does_not_change_must_be_left_alone(
    as_alice: Client, acme: Customer
) -> None:
    changes = {"Origin": "imported", "Customer since (UTC)": "2020-01-01 00:00:00"}
    data = changed_csv(exported(as_alice, "customer"), {0: changes})
    reason = "An import does not change this. Leave it as it was."
    assert problems(look(as_alice, "customer", data)) == [
        ("2", "Origin", reason),
        ("2", "Customer since (UTC)", reason),
    ]


def test_no_two_rows_may_have_the_same_id(as_alice: Client, acme: Customer) -> None:
    row = (acme.pk, acme.name, acme.domain)
    page = look(as_alice, "customer", csv_of(HEAD, row, NEW, (str(acme.pk).upper(), *row[1:])))
    assert problems(page) == [("4", "Tenant ID", "Line 2 has the same.")]


def test_no_two_rows_may_have_what_is_unique(as_alice: Client, acme: Customer) -> None:
    rows = [NEW, ("", "Gamma", "beta.example"), ("", "Delta", acme.domain)]
    page = look(as_alice, "customer", csv_of(HEAD, *rows))
    assert problems(page) == [
        ("3", "Domain", "Line 2 has the same."),
        ("4", "Domain", "This is taken already."),
    ]


def test_a_file_that_lists_its_errors_ends_somewhere(as_alice: Client) -> None:
    page = look(as_alice, "customer", csv_of(HEAD, *(("x", "y", "z") for _ in range(250))))
    assert len(problems(page)) == 200
    assert "50 more are not shown." in said(page)


def test_who_may_not_change_a_row_sees_that_as_its_error(bob: User, acme: Customer) -> None:
    codes = ("view_customer", "import_customer", "export_customer", "add_customer")
    bob.user_permissions.set(Permission.objects.filter(codename__in=codes))
    client = Client()
    client.force_login(bob)
    page = look(client, "customer", csv_of(HEAD, NEW, (acme.pk, "Changed", acme.domain)))
    reason = "Your roles do not allow you to change this."
    assert problems(page) == [("3", "Company name", reason)]


@pytest.mark.parametrize("model", MODELS)
def test_it_is_not_for_those_who_may_not_import(bob: User, as_bob: Client, model: str) -> None:
    bob.user_permissions.set(Permission.objects.filter(codename=f"view_{model}"))
    for response in (
        as_bob.get(import_url(model)),
        as_bob.post(import_url(model), {"confirmed": "x"}),
    ):
        assert response.status_code == 403
    assert "import/" not in as_bob.get(f"/admin/customers/{model}/").content.decode()


@pytest.mark.parametrize("model", MODELS)
def test_the_list_has_a_button_for_those_who_may(as_alice: Client, model: str) -> None:
    page = as_alice.get(f"/admin/customers/{model}/").content.decode()
    assert f'href="{import_url(model)}"' in page


@pytest.mark.parametrize("model", MODELS)
def test_the_number_of_queries_does_not_grow_with_the_rows(
    as_alice: Client, acme: Customer, model: str
) -> None:
    counts = []
    for _round in range(2):
        for number in range(10):
            customer = Customer.objects.create(name="E3", country="DE")
            make_subscription(customer, quantity=number + 1)
            CustomerUser.objects.create(
                customer=customer, user_principal_name=f"{uuid4()}@e.example", display_name="E3"
            )
        data = exported(as_alice, model).replace(b"E3", b"E5")
        with CaptureQueriesContext(connection) as captured:
            look(as_alice, model, data)
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 8


@pytest.mark.parametrize(
    "resource",
    [CustomerResource, CustomerUserResource, ProductResource, SubscriptionResource],
)
def test_no_header_means_another_column_in_the_other_language(
    resource: type[ReadingResource],
) -> None:
    names: dict[str, str] = {}
    for language in ("en", "de"):
        with translation.override(language):
            for name, column in resource().columns().items():
                assert names.setdefault(str(column.column_name), name) == name
