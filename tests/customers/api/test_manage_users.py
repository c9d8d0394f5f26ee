"""Users of customers: created, changed, deleted, restored, and given licenses."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from activitylog.models import ActivityEntry
from customers.models import Customer, CustomerUser
from tests.customers.api.calls import read, send
from tests.customers.operations_table.finding import rows_of_customers
from tests.customers.operations_table.making import license_to, make_user, running, suspended
from tests.problems import fields_of, kind_of, problem

NEW = {"user_principal_name": "jan@mueller.example", "first_name": "Jan", "last_name": "Jansen"}


def create(program: Client, customer: Customer, **values: Any) -> Any:
    return send(program, "post", f"customers/{customer.pk}/users/", NEW | values)


def patch(program: Client, user: CustomerUser, **values: Any) -> Any:
    return send(program, "patch", f"customer-users/{user.pk}/", values)


def actions() -> list[str]:
    return list(ActivityEntry.objects.order_by("id").values_list("action", flat=True))


def test_a_user_is_created(program: Client, acme: Customer):
    answer = create(program, acme, usage_location="DE")
    assert answer.status_code == 201
    told = answer.json()
    assert answer["Location"] == f"/api/v1/customer-users/{told['id']}/"
    assert read(program, f"customer-users/{told['id']}/") == told
    assert (told["display_name"], told["customer"]) == ("Jan Jansen", str(acme.pk))
    assert actions() == ["create_customer_user"]


def test_a_name_belongs_to_one(program: Client, acme: Customer):
    make_user(acme, user_principal_name="JAN@mueller.example")
    told = problem(create(program, acme), 422)
    assert [(error["field"], error["code"]) for error in told["errors"]] == [
        ("user_principal_name", "principal_taken")
    ]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"user_principal_name": "jan"}, "user_principal_name"),
        ({"user_principal_name": None}, "user_principal_name"),
        ({"usage_location": "de"}, "usage_location"),
        ({"phone_number": "1" * 41}, "phone_number"),
        ({"state": "inactive"}, "state"),
        ({"licenses": []}, "licenses"),
    ],
)
def test_what_cannot_be_is_named(values: Any, field: str, program: Client, acme: Customer):
    assert fields_of(create(program, acme, **values), 400) == [field]
    assert not CustomerUser.objects.exists()


def test_a_user_is_changed_by_two_services(program: Client, acme: Customer):
    user = make_user(acme)
    told = patch(program, user, user_principal_name="a@mueller.example", first_name="Änne").json()
    assert (told["user_principal_name"], told["first_name"]) == ("a@mueller.example", "Änne")
    assert actions() == ["update_customer_user_principal_name", "update_customer_user"]


def test_both_are_done_or_none(program: Client, acme: Customer):
    user = license_to(make_user(acme), running(acme))
    before = rows_of_customers()
    answer = patch(program, user, user_principal_name="a@mueller.example", usage_location="")
    assert fields_of(answer, 422) == ["usage_location"]
    assert rows_of_customers() == before


def test_a_user_is_deleted_and_restored(program: Client, acme: Customer):
    user = license_to(make_user(acme), running(acme))
    address = f"customer-users/{user.pk}/"
    told = send(program, "delete", address).json()
    assert (told["state"], told["licenses"]) == ("inactive", [])
    assert told["soft_deleted_at"]
    again = send(program, "delete", address)
    assert (again.status_code, again["ETag"]) == (200, '"2"')
    told = send(program, "post", f"{address}restore/").json()
    assert (told["state"], told["soft_deleted_at"]) == ("active", None)
    assert actions() == ["delete_customer_user", "restore_customer_user"]


def test_a_user_gets_licenses_and_gives_others_back(program: Client, acme: Customer):
    old, new = running(acme), running(acme)
    user = license_to(make_user(acme), old)
    body = {"add": [str(new.pk)], "remove": [str(old.pk)]}
    told = send(program, "post", f"customer-users/{user.pk}/licenses/", body).json()
    assert [held["subscription"] for held in told["licenses"]] == [str(new.pk)]
    assert actions() == ["update_customer_user_licenses"]


def test_all_licenses_change_or_none(program: Client, acme: Customer):
    old = running(acme)
    user = license_to(make_user(acme), old)
    before = rows_of_customers()["LicenseAssignment"]
    body = {"add": [str(suspended(acme).pk)], "remove": [str(old.pk)]}
    answer = send(program, "post", f"customer-users/{user.pk}/licenses/", body)
    assert kind_of(answer, 409) == "refused"
    assert rows_of_customers()["LicenseAssignment"] == before


def test_a_subscription_that_is_not_there_is_named_by_place(program: Client, acme: Customer):
    user, held = make_user(acme), str(running(acme).pk)
    body = {"add": [held, str(uuid4())], "remove": [str(uuid4())]}
    answer = send(program, "post", f"customer-users/{user.pk}/licenses/", body)
    assert fields_of(answer, 422) == ["add.1", "remove.0"]


def test_nothing_is_given_and_taken_at_once(program: Client, acme: Customer):
    user, held = make_user(acme), str(running(acme).pk)
    body = {"add": [held], "remove": [held]}
    answer = send(program, "post", f"customer-users/{user.pk}/licenses/", body)
    assert fields_of(answer, 400) == ["remove"]


def test_a_user_who_is_not_there_is_not_found(program: Client, db: None):
    address = f"customer-users/{uuid4()}/"
    for method, place, body in (
        ("patch", address, {"first_name": "Änne"}),
        ("delete", address, None),
        ("post", f"{address}restore/", None),
        ("post", f"{address}licenses/", {}),
    ):
        assert kind_of(send(program, method, place, body), 404) == "not-found"
