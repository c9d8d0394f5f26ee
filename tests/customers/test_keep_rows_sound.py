"""What a row may not be, the database itself refuses."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, models, transaction
from django.db.models import F, ProtectedError
from django.utils import timezone

from customers.models import Customer, CustomerUser, Order, OrderLine, Referral
from tests.customers.making import make_product, make_subscription

NOW = timezone.now()
BEGUN = ("active", "suspended", "expired", "disabled")


def ensure_refused(row: models.Model, **values: Any) -> None:
    """Whatever writes it, even past the services."""
    rows = type(row)._default_manager.filter(pk=row.pk)
    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**values)


@pytest.mark.parametrize(
    "values",
    [
        {"name": ""},
        {"name": "  "},
        {"domain": "NOT A DOMAIN"},
        {"domain": "Acme.example"},
        {"domain": "acme example.com"},
        {"domain": "acme"},
        {"relationship": "friend"},
        {"qualification": "rich"},
        {"origin": "heaven"},
        {"country": "xx"},
        {"country": "D"},
        {"culture": "german"},
        {"culture": "d-E"},
        {"currency": ""},
        {"currency": "e"},
        {"currency": "eur"},
    ],
)
def test_it_refuses_a_customer_that_cannot_be(acme: Customer, values: dict[str, Any]):
    ensure_refused(acme, **values)


def test_it_keeps_a_customer_that_records_know_by_its_id_alone(db: None):
    Customer.objects.create(origin="imported")


@pytest.mark.parametrize(
    "values",
    [
        {"user_principal_name": ""},
        {"user_principal_name": "anna"},
        {"display_name": ""},
        {"display_name": " "},
        {"usage_location": "de"},
        {"state": "asleep"},
        {"state": "inactive"},
        {"soft_deleted_at": NOW},
    ],
)
def test_it_refuses_a_user_that_cannot_be(acme: Customer, values: dict[str, Any]):
    user = CustomerUser.objects.create(
        customer=acme, user_principal_name="anna@example.com", display_name="Anna"
    )
    ensure_refused(user, **values)


@pytest.mark.parametrize(
    "values",
    [
        {"name": ""},
        {"sku": " "},
        {"family": "-"},
        {"family": " - "},
        {"currency": ""},
        {"currency": "EU"},
        {"list_price": -1},
        {"minimum_quantity": 0},
        {"minimum_quantity": 2, "maximum_quantity": 1},
        {"is_trial": False},
        {"converts_to": F("id")},
    ],
)
def test_it_refuses_a_product_that_cannot_be(db: None, values: dict[str, Any]):
    ensure_refused(make_product(is_trial=True, converts_to=make_product()), **values)


def test_it_refuses_a_sku_twice(db: None):
    make_product(sku="CFQ7TTC0LCHC:0002")
    with pytest.raises(IntegrityError):
        make_product(sku="CFQ7TTC0LCHC:0002")


@pytest.mark.parametrize(
    "values",
    [
        {"name": ""},
        {"quantity": 0},
        {"assigned_quantity": 11},
        {"status": "lost"},
        {"term": "P2Y"},
        {"billing_cycle": "weekly"},
        {"renewal_term": "P2Y"},
        {"renewal_billing_cycle": "weekly"},
        {"currency": ""},
        {"unit_price": -1},
        {"parent": F("id")},
        {"is_trial": True},
        {"trial_converted_at": NOW},
        {"commitment_end_at": F("effective_start_at")},
    ],
)
def test_it_refuses_a_subscription_that_cannot_be(acme: Customer, values: dict[str, Any]):
    ensure_refused(make_subscription(acme), **values)


@pytest.mark.parametrize(
    ("status", "values"),
    [
        *(
            (status, {name: None})
            for status in BEGUN
            for name in ("effective_start_at", "commitment_end_at", "current_state_end_at")
        ),
        ("pending", {"current_state_end_at": None}),
        ("pending", {"effective_start_at": NOW}),
        ("pending", {"commitment_end_at": NOW}),
        ("deleted", {"current_state_end_at": NOW}),
        ("deleted", {"effective_start_at": None}),
        ("suspended", {"suspended_at": None}),
        ("active", {"suspended_at": NOW}),
        ("expired", {"deprovisioned_at": None}),
        ("active", {"deprovisioned_at": NOW}),
    ],
)
def test_it_refuses_dates_that_do_not_belong_to_the_status(
    acme: Customer, status: str, values: dict[str, Any]
):
    ensure_refused(make_subscription(acme, status=status), **values)


@pytest.fixture
def line(acme: Customer) -> OrderLine:
    held = make_subscription(acme)
    order = Order.objects.create(
        customer=acme, alternate_id="A", billing_cycle="monthly", currency="EUR", total_price=0
    )
    return OrderLine.objects.create(
        order=order,
        line_number=0,
        kind="new",
        product=held.product,
        subscription=held,
        name=held.name,
        quantity=held.quantity,
        term=held.term,
        billing_cycle=held.billing_cycle,
    )


@pytest.mark.parametrize(
    "values",
    [
        {"alternate_id": ""},
        {"billing_cycle": "weekly"},
        {"currency": "e"},
        {"total_price": -1},
    ],
)
def test_it_refuses_an_order_that_cannot_be(line: OrderLine, values: dict[str, Any]):
    ensure_refused(line.order, **values)


@pytest.mark.parametrize(
    "values",
    [
        {"kind": "gift"},
        {"term": "P2Y"},
        {"billing_cycle": "weekly"},
        {"name": ""},
        {"quantity": 0},
        {"unit_price": -1},
    ],
)
def test_it_refuses_a_line_that_cannot_be(line: OrderLine, values: dict[str, Any]):
    ensure_refused(line, **values)


@pytest.mark.parametrize(
    "values",
    [
        {"name": ""},
        {"company_name": ""},
        {"status": "Lost"},
        {"substatus": "Won"},
        {"referral_type": "Secret"},
        {"qualification": "Good"},
        {"currency": ""},
        {"deal_value": -1},
    ],
)
def test_it_refuses_a_referral_that_cannot_be(db: None, values: dict[str, Any]):
    ensure_refused(Referral.objects.create(name="50 seats", company_name="Contoso AG"), **values)


def test_it_keeps_a_customer_who_has_subscriptions(acme: Customer):
    make_subscription(acme)
    with pytest.raises(ProtectedError):
        acme.delete()
