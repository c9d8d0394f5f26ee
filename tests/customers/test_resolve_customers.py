"""Records speak of customers that nobody has entered: they become known with them."""

from __future__ import annotations

from uuid import uuid4

from django.utils import timezone

from activitylog.services import ingest
from customers.models import Customer
from customers.resolver import ImportedCustomers
from portal.plugins import Reading, Record, customer_resolvers


def test_it_is_registered(db: None):
    assert isinstance(customer_resolvers.get("customers"), ImportedCustomers)


def test_an_ingested_record_makes_its_customer_known(db: None):
    key = uuid4()
    record = Record(
        occurred_at=timezone.now(),
        action="create_order",
        customer_id=key,
        customer_name="Straße & Söhne",
    )

    list(ingest([Reading(1, b"", record)], source="test"))

    customer = Customer.objects.get(pk=key)
    assert (customer.name, customer.origin) == ("Straße & Söhne", "imported")
    assert customer.folded == "strasse & söhne"


def test_it_never_changes_a_known_customer(acme: Customer):
    ImportedCustomers().resolve({acme.pk: "Another name"})
    acme.refresh_from_db()
    assert (acme.name, acme.origin) == ("Müller & Söhne GmbH", "portal")


def test_it_adds_the_missing_ones_beside_known_ones(acme: Customer):
    key = uuid4()
    ImportedCustomers().resolve({acme.pk: "Another name", key: "New"})
    assert Customer.objects.count() == 2


def test_a_customer_without_a_name_is_shown_by_its_id(db: None):
    key = uuid4()
    ImportedCustomers().resolve({key: ""})
    assert str(Customer.objects.get(pk=key)) == str(key)


def test_it_can_be_told_of_nobody(db: None):
    ImportedCustomers().resolve({})
    assert not Customer.objects.exists()
