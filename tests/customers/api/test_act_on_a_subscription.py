"""What is done to a subscription at an address of its own."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from activitylog.models import ActivityEntry
from customers.models import Customer, LicenseAssignment, Subscription
from tests.customers.api.calls import send
from tests.customers.operations_table.finding import rows_of_customers
from tests.customers.operations_table.making import (
    expired,
    license_to,
    make_user,
    running,
    sold,
    suspended,
    trying,
)
from tests.problems import fields_of, kind_of, problem
from tests.signing_in import csrf_token, in_a_browser


def act(program: Client, row: Subscription, name: str, body: Any = None) -> Any:
    return send(program, "post", f"subscriptions/{row.pk}/{name}/", body)


def test_it_is_suspended_and_goes_on(program: Client, acme: Customer):
    held = running(acme)
    assert act(program, held, "suspend").json()["status"] == "suspended"
    again = act(program, held, "suspend", {})
    assert (again.status_code, again["ETag"]) == (200, '"2"')
    assert act(program, held, "reactivate").json()["status"] == "active"
    assert ActivityEntry.objects.count() == 2


def test_a_page_of_the_portal_suspends_it_and_no_other_site(as_alice: Client, acme: Customer):
    held, browser = running(acme), in_a_browser(as_alice)
    address = f"subscriptions/{held.pk}/suspend/"
    assert kind_of(send(browser, "post", address), 403) == "not-permitted"
    assert not ActivityEntry.objects.exists()
    told = send(browser, "post", address, {}, **csrf_token(browser)).json()
    assert told["status"] == "suspended"


def test_it_is_cancelled(program: Client, acme: Customer):
    told = act(program, running(acme), "cancel").json()
    assert (told["status"], told["auto_renew"]) == ("deleted", False)


def test_it_is_upgraded(program: Client, acme: Customer):
    held, better = running(acme), sold(sku="E5", name="Microsoft 365 E5", list_price="54.75")
    told = act(program, held, "upgrade", {"product": str(better.pk)}).json()
    assert (told["product"], told["sku"], told["unit_price"]) == (str(better.pk), "E5", "54.75")
    assert ActivityEntry.objects.get().action == "upgrade_subscription"


def test_what_it_cannot_become_is_told_of_the_product(program: Client, acme: Customer):
    held = running(acme)
    sold(sku="E5", list_price="54.75")
    answer = act(program, held, "upgrade", {"product": str(uuid4())})
    assert fields_of(answer, 422) == ["product"]
    assert ActivityEntry.objects.get().status == "failed"


def test_a_trial_is_converted(program: Client, acme: Customer):
    body = {"quantity": 30, "term": "P1Y", "billing_cycle": "monthly"}
    told = act(program, trying(acme), "convert-trial", body).json()
    assert (told["is_trial"], told["quantity"], told["auto_renew"]) == (False, 30, True)
    assert ActivityEntry.objects.get().action == "convert_trial_subscription"


@pytest.mark.parametrize("name", ["suspend", "reactivate", "cancel"])
def test_what_its_state_forbids_is_a_conflict_and_told(name: str, program: Client, acme: Customer):
    before = expired(acme)
    assert kind_of(act(program, before, name), 409) == "refused"
    assert ActivityEntry.objects.get().status == "failed"


@pytest.mark.parametrize("name", ["suspend", "reactivate", "cancel"])
def test_it_needs_no_words(name: str, program: Client, acme: Customer):
    answer = act(program, running(acme), name, {"reason": "unpaid"})
    assert fields_of(answer, 400) == ["reason"]
    assert not ActivityEntry.objects.exists()


def test_everything_that_is_missing_is_named(program: Client, acme: Customer):
    answer = act(program, trying(acme), "convert-trial", {})
    assert sorted(fields_of(answer, 400)) == ["billing_cycle", "quantity", "term"]


def licensed(program: Client, row: Subscription, name: str, *users: Any) -> Any:
    return act(program, row, f"licenses/{name}", {"users": [str(user.pk) for user in users]})


def test_many_get_licenses_and_give_them_back(program: Client, acme: Customer):
    held, users = running(acme), [make_user(acme) for _number in range(3)]
    license_to(users[0], held)
    assert licensed(program, held, "assign", *users).json() == {"changed": 2}
    assert LicenseAssignment.objects.filter(subscription=held).count() == 3
    assert licensed(program, held, "revoke", *users).json() == {"changed": 3}
    assert not LicenseAssignment.objects.exists()
    assert ActivityEntry.objects.filter(action="update_customer_user_licenses").count() == 5


def test_all_of_them_get_one_or_nobody(program: Client, acme: Customer):
    held = running(acme, assigned_quantity=9)
    before = rows_of_customers()
    answer = licensed(program, held, "assign", make_user(acme), make_user(acme))
    assert problem(answer, 409)["errors"][0]["code"] == "no_free_seat"
    assert rows_of_customers()["LicenseAssignment"] == before["LicenseAssignment"]
    assert ActivityEntry.objects.get().status == "failed"


def test_a_user_who_is_not_there_is_named_by_place(program: Client, acme: Customer):
    body = {"users": [str(make_user(acme).pk), str(uuid4())]}
    assert fields_of(act(program, running(acme), "licenses/assign", body), 422) == ["users.1"]


def test_nobody_is_named_twice_and_not_too_many_are(program: Client, acme: Customer):
    held, key = running(acme), str(uuid4())
    for keys in ([key, key], [str(uuid4()) for _number in range(101)], []):
        answer = act(program, held, "licenses/assign", {"users": keys})
        assert fields_of(answer, 400) == ["users"]


def test_a_seat_can_be_taken_back_whatever_the_state_is(program: Client, acme: Customer):
    held = suspended(acme)
    user = license_to(make_user(acme), held)
    assert licensed(program, held, "revoke", user).json() == {"changed": 1}
