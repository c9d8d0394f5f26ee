"""What is searched by parts is kept in step with what it is made of, however rows are written."""

from __future__ import annotations

import pytest

from customers.folding import LENGTH
from customers.models import Customer, Product


@pytest.fixture
def customer(db: None) -> Customer:
    return Customer.objects.create(name="ÄRZTEHAUS Weiß", domain="aerzte.example")


def stored(customer: Customer) -> str:
    return Customer.objects.values_list("folded", flat=True).get(pk=customer.pk)


def test_it_folds_on_saving(customer: Customer):
    assert stored(customer) == "ärztehaus weiss aerzte.example"


def test_it_folds_on_saving_only_some_fields(customer: Customer):
    customer.name = "NEU"
    customer.save(update_fields=["name"])
    assert stored(customer) == "neu aerzte.example"


def test_it_leaves_other_fields_alone(customer: Customer):
    customer.city, customer.country = "Köln", "DE"
    customer.save(update_fields=["city"])
    customer.refresh_from_db()
    assert (customer.city, customer.country) == ("Köln", "")


def test_it_folds_in_bulk(db: None):
    Product.objects.bulk_create([Product(name="Visio", sku="HD32:0002")])
    assert Product.objects.get().folded == "visio hd32:0002"


def test_it_folds_changes_in_bulk(customer: Customer):
    customer.name = "NEU"
    Customer.objects.bulk_update([customer], ["name"])
    assert stored(customer) == "neu aerzte.example"


def test_it_fits_an_index_however_long_the_name(db: None):
    customer = Customer.objects.create(name="ß" * 400, domain="x." * 126)
    assert len(stored(customer)) == LENGTH
