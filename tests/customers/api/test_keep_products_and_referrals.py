"""Products of the catalogue, and referrals."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from activitylog.models import ActivityEntry
from customers.models import Customer, Product, Referral
from tests.customers.api.calls import read, send
from tests.customers.operations_table.making import sold, trial_product
from tests.problems import fields_of, problem

NEW_PRODUCT = {"name": "Visio", "sku": "VISIO", "list_price": "14.5"}
NEW_REFERRAL = {"name": "50 seats", "company_name": "Contoso AG", "deal_value": "12000.50"}


def actions() -> list[str]:
    return list(ActivityEntry.objects.order_by("id").values_list("action", flat=True))


def add_product(program: Client, **values: Any) -> Any:
    return send(program, "post", "products/", NEW_PRODUCT | values)


def enter(program: Client, **values: Any) -> Any:
    return send(program, "post", "referrals/", NEW_REFERRAL | values)


def test_a_product_is_added(program: Client):
    target = sold()
    answer = add_product(
        program, terms=["P1Y"], is_trial=True, converts_to=str(target.pk), maximum_quantity=25
    )
    assert answer.status_code == 201
    told = answer.json()
    assert read(program, f"products/{told['id']}/") == told
    assert (told["terms"], told["billing_cycles"]) == (["P1Y"], ["monthly", "annual"])
    assert (told["list_price"], told["converts_to"]) == ("14.50", str(target.pk))
    assert actions() == ["create_product"]


def test_a_product_is_changed(program: Client):
    product = trial_product(converts_to=sold())
    body = {"list_price": "60.00", "is_available": False, "converts_to": None}
    told = send(program, "patch", f"products/{product.pk}/", body).json()
    assert body.items() <= told.items()
    assert actions() == ["update_product"]


def test_a_sku_belongs_to_one(program: Client):
    sold(sku="VISIO")
    told = problem(add_product(program), 422)
    assert [(error["field"], error["code"]) for error in told["errors"]] == [("sku", "sku_taken")]
    assert ActivityEntry.objects.get().status == "failed"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"list_price": 14.5}, "list_price"),
        ({"list_price": "14,50"}, "list_price"),
        ({"list_price": "-1"}, "list_price"),
        ({"list_price": "1e3"}, "list_price"),
        ({"list_price": "NaN"}, "list_price"),
        ({"list_price": "14.505"}, "list_price"),
        ({"list_price": "\uff11\uff14"}, "list_price"),
        ({"list_price": "1" * 11}, "list_price"),
        ({"family": "-"}, "family"),
        ({"family": " -\n"}, "family"),
        ({"terms": []}, "terms"),
        ({"terms": ["P2Y"]}, "terms.0"),
        ({"terms": [["P1Y"]]}, "terms.0"),
        ({"terms": "P1Y"}, "terms"),
        ({"minimum_quantity": 0}, "minimum_quantity"),
        ({"maximum_quantity": 2**31}, "maximum_quantity"),
        ({"converts_to": str(uuid4())}, "converts_to"),
        ({"converts_to": 12}, "converts_to"),
        ({"id": str(uuid4())}, "id"),
    ],
)
def test_what_a_product_cannot_be_is_named(values: Any, field: str, program: Client):
    assert fields_of(add_product(program, **values), 400) == [field]
    assert not Product.objects.exists()


def test_limits_that_cross_are_told(program: Client):
    answer = add_product(program, minimum_quantity=10, maximum_quantity=5)
    assert fields_of(answer, 422) == ["maximum_quantity"]


def test_a_referral_is_entered_about_a_company_or_a_customer(program: Client, acme: Customer):
    told = enter(program, closing_on="2027-01-31").json()
    assert (told["company_name"], told["closing_on"]) == ("Contoso AG", "2027-01-31")
    assert (told["deal_value"], told["customer"]) == ("12000.50", None)
    told = enter(program, customer=str(acme.pk), company_name="").json()
    assert (told["company_name"], told["customer"]) == (acme.name, str(acme.pk))
    assert actions() == ["create_referral", "create_referral"]


def test_a_referral_is_changed_and_never_goes_back(program: Client, acme: Customer):
    referral = Referral.objects.create(customer=acme, name="Seats", closing_on="2027-01-31")
    address = f"referrals/{referral.pk}/"
    body = {"status": "Active", "substatus": "Accepted", "closing_on": None}
    told = send(program, "patch", address, body).json()
    assert body.items() <= told.items()
    answer = send(program, "patch", address, {"status": "New", "substatus": "Pending"})
    assert problem(answer, 422)["errors"][0]["code"] == "status_not_next"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"customer": str(uuid4())}, "customer"),
        ({"closing_on": "20270131"}, "closing_on"),
        ({"closing_on": "2027-02-30"}, "closing_on"),
        ({"closing_on": "9999-01-01"}, "closing_on"),
        ({"status": "open"}, "status"),
        ({"notes": "x" * 4001}, "notes"),
        ({"engagement_id": str(uuid4())}, "engagement_id"),
    ],
)
def test_what_a_referral_cannot_be_is_named(values: Any, field: str, program: Client):
    assert fields_of(enter(program, **values), 400) == [field]
    assert not Referral.objects.exists()


def test_a_customer_of_a_referral_is_not_changed(program: Client, acme: Customer):
    referral = Referral.objects.create(company_name="Contoso AG", name="Seats")
    answer = send(program, "patch", f"referrals/{referral.pk}/", {"customer": str(acme.pk)})
    assert fields_of(answer, 400) == ["customer"]
