"""A file that was exported and is imported as it is changes nothing, and nothing is recorded."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from django.utils import timezone

from activitylog.models import ActivityEntry
from customers.models import Customer, CustomerUser, Product, Subscription
from customers.states import Origin
from tests.customers.importing import exported, look, problems, said, token_of
from tests.customers.making import make_product, make_subscription

if TYPE_CHECKING:
    from portal.models import User

MODELS = ("customer", "customeruser", "product", "subscription")
NASTY = "=1+1; \"x\", 'y'\r\nz\tÄ\x01"


@pytest.fixture
def everything(acme: Customer) -> None:
    """Rows whose texts are hard to carry, and which break rules that came after them."""
    for text in ("", NASTY, "'quoted", "+49", "-5", " spaced ", "\ttab", "x" * 400):
        Customer.objects.create(
            name=text,
            phone_number=text[:40],
            country="A1",
            city=text[:100],
            currency="E1R",
            origin=Origin.IMPORTED,
        )
    for number, name in enumerate((NASTY, "Anna", " x ")):
        CustomerUser.objects.create(
            customer=acme, user_principal_name=f"{number}@example.com", display_name=name
        )
    CustomerUser.objects.create(
        customer=acme,
        user_principal_name="0@example.com",
        display_name="Gone",
        state="inactive",
        soft_deleted_at=timezone.now(),
    )
    product = make_product(name=NASTY, terms=[], list_price="0.5", is_trial=True)
    Product.objects.filter(pk=product.pk).update(converts_to=make_product())
    now = timezone.now()
    for status in ("active", "suspended", "expired", "pending"):
        make_subscription(acme, status=status, name=NASTY, product=product, unit_price="1000.1")
    parent = make_subscription(acme, commitment_end_at=now, last_renewed_at=now - timedelta(1))
    make_subscription(acme, parent=parent, is_trial=True, auto_renew=False, renewal_term="P1M")


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("model", MODELS)
def test_nothing_differs(
    alice: User, as_alice: Client, everything: None, model: str, kind: str, language: str
) -> None:
    alice.language = language
    alice.save()
    before = state()
    page = look(as_alice, model, exported(as_alice, model, kind), f"rows.{kind}")
    assert (token_of(page), problems(page), 'class="now"' in page) == ("", [], False)
    assert state() == before
    assert set(ActivityEntry.objects.values_list("action", flat=True)) == {"export_file"}


def state() -> list[dict[str, object]]:
    models: tuple[Any, ...] = (Customer, CustomerUser, Product, Subscription)
    return [row for model in models for row in model.objects.values()]


@pytest.mark.parametrize("model", MODELS)
def test_a_file_in_german_is_read_by_an_english_reader(
    alice: User, as_alice: Client, everything: None, model: str
) -> None:
    alice.language = "de"
    alice.save()
    data = exported(as_alice, model)
    assert b";" in data.splitlines()[0]
    alice.language = "en"
    alice.save()
    assert "there is nothing to import" in said(look(as_alice, model, data))


def test_fewer_columns_are_enough(as_alice: Client, everything: None) -> None:
    address = "/admin/customers/customer/export/"
    data = b"".join(as_alice.get(address, {"columns": ["id", "name", "created_at"]}))
    assert data.splitlines()[0].count(b",") == 2
    assert "there is nothing to import" in said(look(as_alice, "customer", data))
