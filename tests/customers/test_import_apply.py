"""A file that was looked at and is confirmed: all of it happens, or nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.utils import translation

from customers.models import Customer, Subscription
from tests.customers.importing import (
    HEAD,
    changed_csv,
    confirm,
    csv_of,
    do_import,
    entries,
    entry_details,
    exported,
    look,
    renamed,
    said,
    token_of,
)
from tests.customers.making import make_subscription

if TYPE_CHECKING:
    from django.test import Client

    from portal.models import User


def test_each_changed_row_leaves_its_entry_and_the_file_another(
    as_alice: Client, three: list[Customer]
) -> None:
    rows = [(three[0].pk, "Alpha AG", "alpha.example"), (three[1].pk, "Beta", "beta.example")]
    page = do_import(as_alice, "customer", csv_of(HEAD, *rows, ("", "New", "new.example")))
    assert "The file is imported. Rows 3 New 1 Changed 1 Unchanged 1" in said(page)
    assert [entry.action for entry in entries()] == [
        "update_customer_partner_contract_company_name",
        "add_customer",
        "import_file",
    ]
    *changes, imported = entries()
    assert {entry.partner_user for entry in entries()} == {"alice@partner.example"}
    assert {entry.correlation_id for entry in changes} == {imported.correlation_id}
    assert entry_details(imported) == {
        "List": "customers",
        "FileName": "rows.csv",
        "Rows": "3",
        "Added": "1",
        "Changed": "1",
        "Unchanged": "1",
    }
    assert (imported.status, imported.customer_id) == ("succeeded", None)


def test_the_outcome_leads_to_what_was_recorded(as_alice: Client, three: list[Customer]) -> None:
    page = do_import(as_alice, "customer", renamed(three))
    key = entries()[0].correlation_id
    assert f"/admin/activitylog/activityentry/?correlation_id={key}&amp;date_from=" in page


def test_a_row_that_a_service_refuses_takes_all_back(as_alice: Client, acme: Customer) -> None:
    subscriptions = [make_subscription(acme, quantity=10) for _ in range(3)]
    data = changed_csv(
        exported(as_alice, "subscription"),
        {0: {"Quantity": "12"}, 1: {"Quantity": "5"}, 2: {"Quantity": "13"}},
    )
    page = do_import(as_alice, "subscription", data)
    assert "Nothing was imported. Line 3, Quantity: Seats can be given back within" in said(page)
    for subscription in subscriptions:
        subscription.refresh_from_db()
    assert [subscription.quantity for subscription in subscriptions] == [10, 10, 10]
    refused, imported = entries()
    assert (refused.action, refused.status) == ("update_subscription", "failed")
    assert entry_details(refused)["ErrorCode"] == "not_refundable"
    assert (imported.action, imported.status) == ("import_file", "failed")


def test_a_refusal_is_told_in_the_reader_s_language_to_the_last_piece(
    alice: User, as_alice: Client, acme: Customer
) -> None:
    make_subscription(acme, status="expired")
    page = look(
        as_alice,
        "subscription",
        changed_csv(exported(as_alice, "subscription"), {0: {"Quantity": "12"}}),
    )
    alice.language = "de"
    alice.save()
    with translation.override("de"):
        expected = translation.gettext("Back to the list")
    assert expected in said(confirm(as_alice, "subscription", token_of(page)))


def test_what_has_changed_since_it_was_shown_is_not_overwritten(
    as_alice: Client, three: list[Customer]
) -> None:
    token = token_of(look(as_alice, "customer", renamed(three)))
    Customer.objects.filter(pk=three[2].pk).update(name="Somebody else's")
    page = confirm(as_alice, "customer", token)
    assert "What is stored has changed since you looked." in said(page)
    assert {customer.name for customer in Customer.objects.all()} == {
        "Alpha",
        "Beta",
        "Somebody else's",
    }
    assert [(entry.action, entry.status) for entry in entries()] == [("import_file", "failed")]


def test_what_has_become_wrong_since_it_was_shown_is_refused(
    as_alice: Client, three: list[Customer]
) -> None:
    token = token_of(look(as_alice, "customer", csv_of(HEAD, ("", "New", "new.example"))))
    Customer.objects.create(name="Faster", domain="new.example")
    page = confirm(as_alice, "customer", token)
    assert "Line 2, Domain: This is taken already." in said(page)
    assert [(entry.action, entry.status) for entry in entries()] == [("import_file", "failed")]


@pytest.mark.django_db(transaction=True)
def test_outside_of_a_transaction_it_is_the_same(as_alice: Client, acme: Customer) -> None:
    make_subscription(acme, quantity=10)
    make_subscription(acme, quantity=10)
    data = changed_csv(
        exported(as_alice, "subscription"), {0: {"Quantity": "12"}, 1: {"Quantity": "5"}}
    )
    assert "Nothing was imported." in said(do_import(as_alice, "subscription", data))
    assert set(Subscription.objects.values_list("quantity", flat=True)) == {10}
    assert [entry.status for entry in entries()] == ["failed", "failed"]
    data = changed_csv(exported(as_alice, "subscription"), {0: {"Quantity": "12"}})
    assert "The file is imported." in said(do_import(as_alice, "subscription", data))
    assert sorted(Subscription.objects.values_list("quantity", flat=True)) == [10, 12]
