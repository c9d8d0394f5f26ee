"""A file that was looked at and is confirmed: all of it happens, or nothing."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import translation

from activitylog.models import ActivityEntry
from customers.admin.importing import uploads
from customers.models import Customer, Subscription
from tests.customers.importing import (
    changed_csv,
    confirm,
    csv_of,
    do_import,
    exported,
    import_url,
    look,
    said,
    token_of,
)
from tests.customers.making import make_subscription

if TYPE_CHECKING:
    from portal.models import User

HEAD = ("Tenant ID", "Company name", "Domain")
GONE = "This file was confirmed already, or an hour has passed."


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))


def entries(*actions: str) -> list[ActivityEntry]:
    found = ActivityEntry.objects.exclude(action__in=("export_file", "sign_in"))
    return list((found.filter(action__in=actions) if actions else found).order_by("id"))


def details(entry: ActivityEntry) -> dict[str, str]:
    return {item["key"]: item["value"] for item in json.loads(entry.details)}


@pytest.fixture
def three(db: None) -> list[Customer]:
    return [
        Customer.objects.create(name=name, domain=f"{name.lower()}.example")
        for name in ("Alpha", "Beta", "Gamma")
    ]


def renamed(customers: list[Customer]) -> bytes:
    return csv_of(HEAD, *((c.pk, f"{c.name} AG", c.domain) for c in customers))


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
    assert len({entry.correlation_id for entry in changes}) == 1
    assert details(imported) == {
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
    assert details(refused)["ErrorCode"] == "not_refundable"
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


def test_a_file_is_confirmed_once(as_alice: Client, three: list[Customer]) -> None:
    token = token_of(look(as_alice, "customer", renamed(three)))
    confirm(as_alice, "customer", token)
    assert GONE in said(confirm(as_alice, "customer", token))
    assert len(entries("import_file")) == 1


def test_two_files_at_once_do_not_meet(as_alice: Client, three: list[Customer]) -> None:
    tokens = [token_of(look(as_alice, "customer", renamed([customer]))) for customer in three]
    for token in reversed(tokens[1:]):
        confirm(as_alice, "customer", token)
    names = Customer.objects.order_by("domain").values_list("name", flat=True)
    assert list(names) == ["Alpha", "Beta AG", "Gamma AG"]


def test_nobody_confirms_somebody_else_s_file(
    as_alice: Client, bob: User, three: list[Customer]
) -> None:
    bob.is_superuser = True
    bob.save()
    other = Client()
    other.force_login(bob)
    token = token_of(look(as_alice, "customer", renamed(three)))
    assert GONE in said(confirm(other, "customer", token))
    assert GONE in said(confirm(as_alice, "product", token))
    assert not entries()


@pytest.mark.parametrize("token", ["x", "", " ", "eyJ1c2VyIjoiMSJ9:1xVEBs:aaaa"])
def test_nobody_makes_up_a_token(as_alice: Client, token: str) -> None:
    page = confirm(as_alice, "customer", token)
    assert (GONE in said(page)) == bool(token)
    assert not entries()


def test_a_file_that_was_touched_is_not_taken(
    as_alice: Client, three: list[Customer], tmp_path: Path
) -> None:
    token = token_of(look(as_alice, "customer", renamed(three)))
    (kept,) = tmp_path.glob("portal-imports-*/*")
    kept.write_bytes(kept.read_bytes().replace(b"AG", b"BG"))
    assert GONE in said(confirm(as_alice, "customer", token))


def test_a_file_is_kept_for_an_hour_where_nobody_else_can_read_it(
    as_alice: Client, three: list[Customer], tmp_path: Path
) -> None:
    look(as_alice, "customer", renamed(three))
    (old,) = tmp_path.glob("portal-imports-*/*")
    assert old.stat().st_mode & 0o777 == 0o600
    assert old.parent.stat().st_mode & 0o777 == 0o700
    hours_ago = time.time() - 2 * uploads.KEPT_FOR
    os.utime(old, (hours_ago, hours_ago))
    look(as_alice, "customer", renamed(three))
    assert not old.exists()


def test_a_folder_of_somebody_else_is_not_used(
    as_alice: Client, three: list[Customer], tmp_path: Path
) -> None:
    (tmp_path / f"portal-imports-{os.getuid()}").mkdir(mode=0o755)
    with pytest.raises(PermissionError):
        look(as_alice, "customer", renamed(three))


def test_nothing_is_left_of_a_confirmed_file(
    as_alice: Client, three: list[Customer], tmp_path: Path
) -> None:
    do_import(as_alice, "customer", renamed(three))
    assert not list(tmp_path.glob("portal-imports-*/*"))


def running(client: Client, data: bytes) -> Any:
    token = token_of(look(client, "customer", data))
    return client.post(import_url("customer"), {"confirmed": token})


def leave(response: Any) -> None:
    """What the server does when nobody is there any more, as the test client wraps it: so that
    the test's own connection to the database stays open."""
    response._iterator.close()


def test_it_shows_how_far_it_is(
    as_alice: Client, three: list[Customer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("customers.admin.importing.streaming.SECONDS_BETWEEN", 0)
    pieces = [piece.decode() for piece in running(as_alice, renamed(three))]
    assert [said(f'id="content"{piece}') for piece in pieces[1:4]] == [
        'id="content" 0 of 3 rows',
        'id="content" 1 of 3 rows',
        'id="content" 2 of 3 rows',
    ]
    assert '<progress max="3" value="2"' in pieces[3]
    assert "The file is imported." in pieces[4]


def test_it_does_not_show_every_row(as_alice: Client, three: list[Customer]) -> None:
    assert len(list(running(as_alice, renamed(three)))) == 4


def test_its_pieces_are_not_held_back_to_be_zipped(as_alice: Client, three: list[Customer]) -> None:
    token = token_of(look(as_alice, "customer", renamed(three)))
    response = as_alice.post(
        import_url("customer"), {"confirmed": token}, headers={"Accept-Encoding": "gzip"}
    )
    assert response["Content-Encoding"] == "identity"
    assert next(iter(response)).lstrip().startswith(b"<!DOCTYPE html>")
    list(response)


def test_a_reader_who_goes_away_takes_all_back(
    as_alice: Client, three: list[Customer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("customers.admin.importing.streaming.SECONDS_BETWEEN", 0)
    response = running(as_alice, renamed(three))
    pieces = iter(response)
    for _head_and_two_rows in range(3):
        next(pieces)
    leave(response)
    assert sorted(Customer.objects.values_list("name", flat=True)) == ["Alpha", "Beta", "Gamma"]
    assert [(entry.action, entry.status) for entry in entries()] == [("import_file", "failed")]


def test_a_reader_who_goes_away_at_the_end_leaves_it_done(
    as_alice: Client, three: list[Customer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("customers.admin.importing.streaming.SECONDS_BETWEEN", 0)
    response = running(as_alice, renamed(three))
    pieces = iter(response)
    for _head_rows_and_outcome in range(5):
        next(pieces)
    leave(response)
    assert Customer.objects.filter(name__endswith=" AG").count() == 3
    assert entries()[-1].status == "succeeded"


def test_an_error_of_ours_takes_all_back_and_is_recorded(
    as_alice: Client, three: list[Customer]
) -> None:
    def fail_at_the_second(execute: Any, sql: str, *rest: Any) -> Any:
        if sql.startswith('UPDATE "customers_customer"'):
            seen.append(sql)
            if len(seen) == 2:
                raise RuntimeError("the disk is full")
        return execute(sql, *rest)

    seen: list[str] = []
    response = running(as_alice, renamed(three))
    with connection.execute_wrapper(fail_at_the_second), pytest.raises(RuntimeError):
        list(response)
    assert not Customer.objects.filter(name__endswith=" AG").exists()
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
