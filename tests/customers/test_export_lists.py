from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from openpyxl import load_workbook

from activitylog.models import ActivityEntry
from customers.models import Customer, CustomerUser, Order, Product, Referral
from customers.resources import (
    CustomerResource,
    CustomerUserResource,
    MovementResource,
    OrderResource,
    ProductResource,
    ReferralResource,
    SubscriptionResource,
)
from portal.exports import FORMATS
from tests.customers.making import make_movement, make_product, make_subscription

if TYPE_CHECKING:
    from customers.resources.table import TableResource
    from portal.models import User

RESOURCES: dict[str, type[TableResource]] = {
    "customer": CustomerResource,
    "customeruser": CustomerUserResource,
    "order": OrderResource,
    "product": ProductResource,
    "referral": ReferralResource,
    "subscription": SubscriptionResource,
    "subscriptionmovement": MovementResource,
}
LISTS = tuple(RESOURCES)


def address(model: str, page: str = "export/") -> str:
    return f"/admin/customers/{model}/{page}"


def body(client: Client, model: str, given: dict[str, Any] | None = None) -> bytes:
    response = client.get(address(model), given or {})
    assert response.status_code == 200
    return b"".join(response)


def table(data: bytes, separator: str = ",") -> list[dict[str, str]]:
    text = io.StringIO(data.decode("utf-8-sig"), newline="")
    return list(csv.DictReader(text, delimiter=separator, strict=True))


@pytest.fixture
def unordered(db: None) -> None:
    for name, country in (("Zeta", "DE"), ("ärger", "AT"), ("Alpha", "DE")):
        Customer.objects.create(name=name, country=country)


def test_one_click_gives_the_customers_that_match_in_the_order_of_the_list(
    as_alice: Client, unordered: None
) -> None:
    rows = table(body(as_alice, "customer", {"country": "DE"}))
    assert [row["Company name"] for row in rows] == ["Alpha", "Zeta"]
    assert [row["Country"] for row in rows] == ["DE", "DE"]


def test_a_subscription_brings_its_customer_and_product(as_alice: Client, acme: Customer) -> None:
    subscription = make_subscription(
        acme,
        product=make_product(sku="CFQ:1"),
        quantity=25,
        commitment_end_at=datetime(2026, 3, 4, 23, 59, 59, tzinfo=UTC),
        unit_price="12.5",
    )
    (row,) = table(body(as_alice, "subscription"))
    shown = {key: row[key] for key in ("Customer", "SKU", "Quantity", "Renews automatically")}
    assert shown == {
        "Customer": "Müller & Söhne GmbH",
        "SKU": "CFQ:1",
        "Quantity": "25",
        "Renews automatically": "true",
    }
    assert row["End of the term (UTC)"] == "2026-03-04 23:59:59"
    assert row["Price per seat and month"] == "12.50"
    assert (row["Customer (ID)"], row["Subscription ID"]) == (str(acme.pk), str(subscription.pk))


def test_a_product_says_its_terms_in_one_cell(as_alice: Client) -> None:
    make_product(terms=["P1M", "P1Y"], list_price="0.1", minimum_quantity=2)
    (row,) = table(body(as_alice, "product"))
    assert (row["Terms"], row["List price per seat and month"]) == ("P1M P1Y", "0.10")
    assert (row["Fewest seats"], row["Trial"]) == ("2", "false")


def test_json_lines_hold_numbers_truths_and_lists_as_such(as_alice: Client) -> None:
    make_product(terms=["P1M"], name="=x")
    row = json.loads(body(as_alice, "product", {"format": "jsonl"}))
    assert row["name"] == "=x"
    assert (row["minimum_quantity"], row["is_trial"], row["terms"]) == (1, False, ["P1M"])
    assert list(row) == list(ProductResource().columns())


def test_a_workbook_holds_the_same_cells(as_alice: Client, unordered: None) -> None:
    data = body(as_alice, "customer", {"format": "xlsx"})
    rows = load_workbook(io.BytesIO(data), read_only=True).active.iter_rows(values_only=True)
    cells = [[cell or "" for cell in row] for row in rows]
    expected = table(body(as_alice, "customer"))
    assert cells == [list(expected[0]), *(list(row.values()) for row in expected)]


@pytest.fixture
def one_of_each(acme: Customer) -> None:
    product = make_product(list_price="9.9")
    sold = make_subscription(acme, trial_end_at=timezone.now(), product=product)
    make_movement(sold, "seats_removed", quantity=-5, monthly_price=Decimal("-49.5"))
    CustomerUser.objects.create(
        customer=acme, user_principal_name="anna@example.com", display_name="Anna"
    )
    Order.objects.create(
        customer=acme,
        alternate_id="ORD-1",
        billing_cycle="monthly",
        currency="EUR",
        total_price="10",
    )
    Referral.objects.create(name="New seats", customer=acme, closing_on="2026-03-04")


@pytest.mark.parametrize("model", LISTS)
def test_germans_read_german_headers_between_semicolons(
    alice: User, as_alice: Client, one_of_each: None, model: str
) -> None:
    alice.language = "de"
    alice.save()
    (row,) = table(body(as_alice, model), ";")
    assert len(row) == len(RESOURCES[model]().columns())


def test_formulas_are_made_harmless(as_alice: Client) -> None:
    Customer.objects.create(name="=1+1", phone_number="+49 30")
    (row,) = table(body(as_alice, "customer"))
    assert (row["Company name"], row["Phone"]) == ("'=1+1", "'+49 30")


@pytest.mark.django_db
@pytest.mark.parametrize("kind", FORMATS)
def test_batches_follow_on_from_each_other(monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    monkeypatch.setattr("portal.exports.columns.BATCH", 3)
    # Many of the same name: the key decides.
    Customer.objects.bulk_create(Customer(name=f"Same {n % 2}") for n in range(20))
    resource = CustomerResource()
    resource.keyset = ("folded", "id")
    with CaptureQueriesContext(connection) as captured:
        data = b"".join(FORMATS[kind].stream(resource, Customer.objects.all(), None, ","))
    assert len(captured) == 7
    assert not any("OFFSET" in query["sql"] for query in captured)
    if kind == "csv":
        keys = [row["Tenant ID"] for row in table(data)]
        ordered = Customer.objects.order_by("folded", "id").values_list("pk", flat=True)
        assert keys == [str(key) for key in ordered]


@pytest.mark.django_db
def test_batches_may_run_backwards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("portal.exports.columns.BATCH", 2)
    Customer.objects.bulk_create(Customer(name=f"Number {n}") for n in range(5))
    resource = CustomerResource()
    resource.keyset = ("-created_at", "-id")
    rows = table(b"".join(FORMATS["csv"].stream(resource, Customer.objects.all(), None, ",")))
    ordered = Customer.objects.order_by("-created_at", "-id").values_list("name", flat=True)
    assert [row["Company name"] for row in rows] == list(ordered)


def test_each_batch_is_one_query_whatever_the_rows_point_at(
    as_alice: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.exports.columns.BATCH", 5)
    for number in range(12):
        make_subscription(Customer.objects.create(name=str(number)))
    response = as_alice.get(address("subscription"))
    with CaptureQueriesContext(connection) as captured:
        assert len(table(b"".join(response))) == 12
    assert len(captured) == 3


@pytest.mark.parametrize("model", LISTS)
def test_the_cells_are_those_of_import_export(one_of_each: None, model: str) -> None:
    resource = RESOURCES[model]()
    rows = resource._meta.model.objects.order_by("-pk")
    (written,) = table(b"".join(FORMATS["csv"].stream(resource, rows, None, ",")))
    assert list(resource.export(rows)[0]) == list(written.values())


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("resource", RESOURCES.values())
def test_no_two_columns_are_called_the_same(resource: type[TableResource], language: str) -> None:
    with translation.override(language):
        names = [str(column.column_name) for column in resource().columns().values()]
    assert len(set(names)) == len(names)


def test_a_number_below_zero_is_no_formula(as_alice: Client, one_of_each: None) -> None:
    (row,) = table(body(as_alice, "subscriptionmovement"))
    assert (row["Seats bought"], row["Price per month"]) == ("-5", "-49.50")


def test_users_orders_and_referrals_have_their_columns_too(
    as_alice: Client, one_of_each: None
) -> None:
    for model, header, cell in (
        ("customeruser", "User principal name", "anna@example.com"),
        ("order", "Total", "10.00"),
        ("referral", "Expected to close on", "2026-03-04"),
    ):
        (row,) = table(body(as_alice, model))
        assert row[header] == cell


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"format": "pdf"}, "format: there is no format “pdf”."),
        ({"columns": "password"}, "columns: there is no column “password”."),
        ({"nonsense": "1"}, "There is no filter named “nonsense”."),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(
    as_alice: Client, given: dict[str, str], message: str
) -> None:
    response = as_alice.get(address("customer"), given)
    assert response.status_code == 400
    assert response.content.decode() == f"Nothing was exported.\n{message}\n"
    assert not ActivityEntry.objects.exists()


def test_an_export_leaves_its_entry(as_alice: Client, unordered: None) -> None:
    body(as_alice, "customer", {"country": "DE"})
    entry = ActivityEntry.objects.get()
    assert (entry.action, entry.partner_user) == ("export_file", "alice@partner.example")
    details = {item["key"]: item["value"] for item in json.loads(entry.details or "[]")}
    assert (details["List"], details["Filters"]) == ("customers", "country=DE")
    assert details["FileName"] == f"customers_{timezone.localdate()}.csv"


def test_one_chooses_columns_on_a_page(as_alice: Client) -> None:
    page = as_alice.get(address("customer", "export/columns/"), {"country": "DE"}).content.decode()
    assert page.count('type="checkbox" name="columns"') == len(CustomerResource().columns())
    assert 'action="/admin/customers/customer/export/"' in page
    assert "Country: DE" in page


@pytest.mark.parametrize("model", LISTS)
def test_the_list_has_a_button_that_keeps_the_filters(as_alice: Client, model: str) -> None:
    name = "product" if model == "subscriptionmovement" else "q"
    page = as_alice.get(address(model, ""), {name: "x&y"}).content.decode()
    given = f"?{name}=x%26y"
    for link in (f"export/{given}", f"export/{given}&amp;format=xlsx", f"export/columns/{given}"):
        assert f'href="{address(model, link)}"' in page


@pytest.mark.parametrize("model", LISTS)
def test_who_may_look_but_not_export_has_no_button(bob: User, as_bob: Client, model: str) -> None:
    bob.user_permissions.set(Permission.objects.filter(codename=f"view_{model}"))
    assert "export/" not in as_bob.get(address(model, "")).content.decode()
    assert as_bob.get(address(model)).status_code == 403
    assert as_bob.get(address(model, "export/columns/")).status_code == 403


def test_who_may_export_but_not_look_gets_nothing(bob: User, as_bob: Client) -> None:
    bob.user_permissions.set(Permission.objects.filter(codename="export_customer"))
    assert as_bob.get(address("customer")).status_code == 403


@pytest.mark.django_db
def test_products_without_terms_leave_the_cell_empty() -> None:
    Product.objects.create(name="None", sku="1", terms=[])
    rows = Product.objects.all()
    (row,) = table(b"".join(FORMATS["csv"].stream(ProductResource(), rows, None, ",")))
    assert row["Terms"] == ""
