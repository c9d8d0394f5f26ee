"""What a row of each list takes: which services, in which order, with which entries."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from activitylog.models import ActivityEntry
from customers.importing.lists import (
    customer_steps,
    product_steps,
    subscription_steps,
    user_steps,
)
from customers.models import Customer, CustomerUser, Product, Subscription
from customers.resources import (
    CustomerResource,
    CustomerUserResource,
    ProductResource,
    SubscriptionResource,
)
from tests.customers.importing import (
    apply,
    changed_csv,
    csv_of,
    do_import,
    examine,
    exported,
    file_of,
    xlsx_of,
)
from tests.customers.making import make_product, make_subscription

if TYPE_CHECKING:
    from django.test import Client

    from customers.importing.steps import Steps
    from customers.resources.reading import ReadingResource

pytestmark = pytest.mark.django_db

UPN = "User principal name"
USER_HEAD = ("User ID", "Customer (ID)", UPN, "Display name", "State")


def actions() -> list[str]:
    """What was recorded, in order, without exports, the import itself and signing in."""
    apart = ("export_file", "import_file", "sign_in")
    found = ActivityEntry.objects.exclude(action__in=apart).order_by("id")
    return list(found.values_list("action", flat=True))


def change(resource: type[ReadingResource], steps: Steps, **cells: str) -> None:
    """Import the one row that there is, with other cells."""
    apply(resource, steps, changed_csv(file_of(resource), {0: cells}))


def problem(resource: type[ReadingResource], steps: Steps, data: bytes) -> tuple[int, str, str]:
    (found,) = examine(resource, steps, data).problems
    return found.line, found.column, found.reason


# customers


def test_a_new_customer_keeps_its_tenant_id_or_gets_one() -> None:
    key = uuid4()
    head = ("Tenant ID", "Company name", "Domain", "City", "Qualification", "Phone")
    rows = (
        (str(key).upper(), "Known", "known.example", "Bonn", "education", "'+49 228"),
        ("", "Other", "other.example", "", "", ""),
    )
    apply(CustomerResource, customer_steps, csv_of(head, *rows))
    known = Customer.objects.get(pk=key)
    assert (known.name, known.city, known.phone_number) == ("Known", "Bonn", "+49 228")
    assert (known.qualification, known.relationship) == ("education", "reseller")
    assert Customer.objects.get(name="Other").currency == "EUR"
    assert actions() == ["add_customer", "update_customer_qualification", "add_customer"]


def test_each_kind_of_change_of_a_customer_has_its_entry(acme: Customer) -> None:
    change(
        CustomerResource,
        customer_steps,
        **{
            "Company name": "Müller AG",
            "Company registration number": "HRB 1",
            "City": "Köln",
            "Country": "DE",
            "Qualification": "nonprofit",
            "Relationship": "none",
        },
    )
    assert actions() == [
        "update_customer_partner_contract_company_name",
        "update_company_info",
        "update_customer_billing_profile",
        "update_customer_qualification",
        "remove_partner_customer_relationship",
    ]
    acme.refresh_from_db()
    assert (acme.name, acme.city, acme.relationship) == ("Müller AG", "Köln", "none")
    change(CustomerResource, customer_steps, Relationship="reseller")
    acme.refresh_from_db()
    assert acme.relationship == "reseller"


def test_an_empty_cell_empties_the_field(acme: Customer) -> None:
    Customer.objects.update(city="Köln")
    change(CustomerResource, customer_steps, City="")
    acme.refresh_from_db()
    assert acme.city == ""


@pytest.mark.parametrize(("key", "line"), [("", 2), ("known", 2)])
def test_no_import_makes_the_partner_an_advisor(acme: Customer, key: str, line: int) -> None:
    row = (acme.pk if key else "", "Beta", "beta.example", "advisor")
    head = ("Tenant ID", "Company name", "Domain", "Relationship")
    found = problem(CustomerResource, customer_steps, csv_of(head, row))
    assert found[:2] == (line, "Relationship")


def test_what_a_new_customer_lacks_is_said_when_it_is_applied(as_alice: Client) -> None:
    head = ("Tenant ID", "Company name", "Domain")
    page = do_import(as_alice, "customer", csv_of(head, ("", "Nameless Ltd", "")))
    assert "Line 2, Domain: Enter the domain." in page
    assert not Customer.objects.exists()


# customer users


@pytest.fixture
def known(acme: Customer) -> CustomerUser:
    return CustomerUser.objects.create(
        customer=acme, user_principal_name="anna@example.com", display_name="Anna"
    )


def test_new_users_belong_to_the_customer_whose_id_they_name(acme: Customer) -> None:
    row = ("", acme.pk, "anna@example.com", "Anna", "active")
    apply(CustomerUserResource, user_steps, csv_of(USER_HEAD, row))
    user = CustomerUser.objects.get()
    assert (user.customer, user.display_name) == (acme, "Anna")
    assert actions() == ["create_customer_user"]


def rows_of_users(acme: Customer) -> Iterator[tuple[tuple[object, ...], str, str]]:
    key = acme.pk
    yield (uuid4(), key, "a@example.com", "A", ""), "User ID", "Nothing has this ID."
    yield ("", "", "a@example.com", "A", ""), "Customer (ID)", "This is missing."
    yield ("", uuid4(), "a@example.com", "A", ""), "Customer (ID)", "Nothing has this ID."
    yield ("", key, "ANNA@example.com", "A", ""), UPN, "This is taken already."
    yield ("", key, "no name", "A", ""), UPN, "This is not a user principal name."
    yield ("", key, "a@example.com", "A", "inactive"), "State", "A new user begins as “active”."


def test_users_that_cannot_be_are_refused_by_column(acme: Customer, known: CustomerUser) -> None:
    for row, column, reason in rows_of_users(acme):
        found = problem(CustomerUserResource, user_steps, csv_of(USER_HEAD, row))
        assert found[:2] == (2, column)
        assert found[2].startswith(reason)


def test_a_user_says_of_the_customer_what_is_true(acme: Customer, known: CustomerUser) -> None:
    head = (*USER_HEAD, "Customer")
    row = ("", acme.pk, "b@example.com", "B", "active")
    assert not examine(CustomerUserResource, user_steps, csv_of(head, (*row, acme.name))).problems
    found = problem(CustomerUserResource, user_steps, csv_of(head, (*row, "Somebody else")))
    assert found[:2] == (2, "Customer")


def test_users_do_not_move_to_another_customer(known: CustomerUser) -> None:
    other = Customer.objects.create(name="Other")
    data = changed_csv(file_of(CustomerUserResource), {0: {"Customer (ID)": str(other.pk)}})
    assert problem(CustomerUserResource, user_steps, data)[1] == "Customer (ID)"


def test_a_user_is_changed_then_deleted_and_restored_then_changed(known: CustomerUser) -> None:
    cells = {"First name": "Anna", UPN: "anna.a@example.com", "State": "inactive"}
    change(CustomerUserResource, user_steps, **cells)
    known.refresh_from_db()
    assert (known.first_name, known.state) == ("Anna", "inactive")
    change(CustomerUserResource, user_steps, **{"Last name": "Ames", "State": "active"})
    known.refresh_from_db()
    assert (known.last_name, known.state, known.soft_deleted_at) == ("Ames", "active", None)
    assert actions() == [
        "update_customer_user_principal_name",
        "update_customer_user",
        "delete_customer_user",
        "restore_customer_user",
        "update_customer_user",
    ]


def test_the_name_of_a_deleted_user_is_free(acme: Customer, known: CustomerUser) -> None:
    CustomerUser.objects.update(state="inactive", soft_deleted_at=timezone.now())
    row = ("", acme.pk, "anna@example.com", "Anna again", "")
    apply(CustomerUserResource, user_steps, csv_of(USER_HEAD, row))
    assert CustomerUser.objects.count() == 2


# products


def test_products_are_added_and_changed() -> None:
    known, key = make_product(sku="A:1"), uuid4()
    head = ("Product ID", "SKU", "Name", "Terms", "Trial", "Becomes when paid for (ID)")
    rows = (
        (known.pk, "A:2", known.name, "P1Y", "false", ""),
        (key, "B:1", "A trial", "P1M", "true", known.pk),
    )
    apply(ProductResource, product_steps, xlsx_of(head, *(map(str, row) for row in rows)))
    known.refresh_from_db()
    assert (known.sku, known.terms) == ("A:2", ["P1Y"])
    trial = Product.objects.get(pk=key)
    assert (trial.is_trial, trial.converts_to, trial.currency) == (True, known, "EUR")
    assert actions() == ["update_product", "create_product"]


def test_all_columns_of_a_product_make_one_entry() -> None:
    make_product()
    cells = {"Name": "Other", "Family": "EMS", "List price per seat and month": "9,90"}
    change(ProductResource, product_steps, **cells, **{"Can be ordered": "no", "Terms": "P1Y P1M"})
    product = Product.objects.get()
    assert (str(product.list_price), product.is_available) == ("9.90", False)
    assert product.terms == ["P1Y", "P1M"]
    assert actions() == ["update_product"]


def test_no_two_products_have_the_same_sku() -> None:
    make_product(sku="A:1")
    data = csv_of(("Product ID", "SKU", "Name"), ("", "A:1", "Other"))
    found = problem(ProductResource, product_steps, data)
    assert found == (2, "SKU", "This is taken already.")


def test_no_family_is_called_like_the_code_of_none() -> None:
    data = csv_of(("Product ID", "SKU", "Name", "Family"), ("", "A:1", "Other", "-"))
    line, column, reason = problem(ProductResource, product_steps, data)
    assert (line, column) == (2, "Family")
    assert "the code of products without a family" in reason


# subscriptions


@pytest.mark.parametrize(
    ("key", "reason"),
    [
        ("", "Subscriptions are ordered, not imported."),
        (str(UUID(int=1)), "Subscriptions are ordered, not imported."),
        ("x", "This is not an ID."),
    ],
)
def test_subscriptions_are_not_imported_but_ordered(key: str, reason: str) -> None:
    data = csv_of(("Subscription ID", "Name"), (key, "New"))
    found = problem(SubscriptionResource, subscription_steps, data)
    assert found == (2, "Subscription ID", reason)


def test_each_change_of_a_subscription_has_its_entry(acme: Customer) -> None:
    subscription = make_subscription(acme, quantity=10)
    cells = {"Name": "Sales", "Quantity": "12", "Renews automatically": "false"}
    change(SubscriptionResource, subscription_steps, **cells, Status="suspended")
    subscription.refresh_from_db()
    assert (subscription.name, subscription.quantity) == ("Sales", 12)
    assert (subscription.auto_renew, subscription.status) == (False, "suspended")
    assert actions() == ["update_subscription"] * 4


def test_a_suspended_subscription_is_reactivated_before_it_is_changed(acme: Customer) -> None:
    make_subscription(acme, status="suspended", quantity=10)
    change(SubscriptionResource, subscription_steps, Status="active", Quantity="11")
    subscription = Subscription.objects.get()
    assert (subscription.status, subscription.quantity) == ("active", 11)


@pytest.mark.parametrize("status", ["deleted", "expired", "pending", "nonsense"])
def test_an_import_does_not_end_a_subscription(acme: Customer, status: str) -> None:
    make_subscription(acme)
    data = changed_csv(file_of(SubscriptionResource), {0: {"Status": status}})
    assert problem(SubscriptionResource, subscription_steps, data)[:2] == (2, "Status")


@pytest.mark.parametrize("header", ["Term", "Customer (ID)", "SKU", "Product (ID)", "Trial"])
def test_the_rest_of_a_subscription_stays(acme: Customer, header: str) -> None:
    make_subscription(acme, commitment_end_at=timezone.now() + timedelta(days=9))
    data = changed_csv(file_of(SubscriptionResource), {0: {header: "x"}})
    assert problem(SubscriptionResource, subscription_steps, data)[:2] == (2, header)


def test_many_rows_make_one_entry_each(as_alice: Client, acme: Customer) -> None:
    for number in range(20):
        make_subscription(acme, quantity=number + 1)
    data = exported(as_alice, "subscription").replace(b"Microsoft 365 E3", b"Office")
    do_import(as_alice, "subscription", data)
    assert actions() == ["update_subscription"] * 20
    changed = ActivityEntry.objects.filter(action="update_subscription")
    assert len(set(changed.values_list("resource_id", flat=True))) == 20
