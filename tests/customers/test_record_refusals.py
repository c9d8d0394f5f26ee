"""What is kept of an attempt that a rule forbids."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from uuid import UUID

import pytest
from django.db import transaction
from django.utils import translation

from activitylog.models import ActivityEntry
from customers.models import Customer, CustomerUser
from customers.services import Actor, Refused, recording_refusals
from customers.services.customers import add_customer, change_company_name
from customers.services.orders import order_trial
from customers.services.subscriptions import change_quantity, rename
from customers.services.users import create_user
from tests.customers.operations_table.making import running, trial_product

if TYPE_CHECKING:
    from portal.models import User

ACTOR = Actor(application="test")


def description(entry: ActivityEntry) -> str:
    (said,) = (
        pair["value"]
        for pair in json.loads(entry.details or "")
        if pair["key"] == "ErrorDescription"
    )
    return str(said)


@pytest.mark.parametrize("name", ["x" * 401, "a\0b", "a\ud800b"])
def test_it_names_the_customer_as_it_was(acme: Customer, name: str):
    """What was meant to be its name may be none that an entry could keep."""
    with pytest.raises(Refused), recording_refusals():
        change_company_name(actor=ACTOR, customer_id=acme.pk, name=name)
    entry = ActivityEntry.objects.get()
    assert entry.customer_name == "Müller & Söhne GmbH"
    assert json.loads(entry.new_value or "")["CompanyProfile"]["CompanyName"] == name
    assert json.loads(entry.old_value or "")["CompanyProfile"]["CompanyName"] == acme.name


def test_it_says_why_in_english_whoever_tried(acme: Customer):
    held = running(acme)
    with translation.override("de"), pytest.raises(Refused), recording_refusals():
        change_quantity(actor=ACTOR, subscription_id=held.pk, quantity=0)
    entry = ActivityEntry.objects.get()
    assert description(entry) == "Microsoft 365 E3 is sold in quantities from 1 to 300."


def test_what_django_says_is_in_english_too_and_for_the_reader_in_german(acme: Customer):
    held = running(acme)
    with translation.override("de"), pytest.raises(Refused) as refused, recording_refusals():
        rename(actor=ACTOR, subscription_id=held.pk, name="x" * 201)
    with translation.override("de"):
        assert refused.value.reason.startswith("Bitte sicherstellen")
    assert description(ActivityEntry.objects.get()).startswith("Ensure this value has at most")


@pytest.mark.django_db(transaction=True)
def test_it_outlives_the_transaction_in_which_the_customer_came(alice: User):
    """As an import does it, all or nothing: what is told of a customer who never was."""
    tenant = UUID("dddddddd-0000-4000-8000-000000000001")

    def import_both() -> None:
        with transaction.atomic():
            add_customer(
                actor=Actor(user=alice),
                name="Contoso AG",
                domain="contoso.example",
                customer_id=tenant,
            )
            create_user(
                actor=Actor(user=alice), customer_id=tenant, user_principal_name="", values={}
            )

    with pytest.raises(Refused), recording_refusals():
        import_both()

    assert not Customer.objects.exists()
    assert not CustomerUser.objects.exists()
    entry = ActivityEntry.objects.get()
    assert (entry.status, entry.action, entry.customer) == (
        "failed",
        "create_customer_user",
        None,
    )


def test_a_trial_is_offered_on_terms_that_go_together(acme: Customer):
    product = trial_product(terms=["P1M", "P1Y"], billing_cycles=["annual"])
    order = order_trial(actor=ACTOR, customer_id=acme.pk, product_id=product.pk)
    line = order.lines.get()
    assert (line.term, line.billing_cycle) == ("P1Y", "annual")
