"""Small pages that change one subscription: each says what will happen, then does it once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.urls import reverse

from activitylog.models import ActivityEntry
from customers.models import Customer, Subscription
from tests.customers.making import make_product, make_subscription

if TYPE_CHECKING:
    from django.http import HttpResponse


def address(subscription: Subscription, name: str) -> str:
    return reverse(f"admin:customers_subscription_{name}", args=[subscription.pk])


@pytest.fixture
def held(acme: Customer) -> Subscription:
    """Ten seats of a product of which 1 to 300 can be had."""
    product = make_product(name="Microsoft 365 E3", maximum_quantity=300, list_price="32.10")
    return make_subscription(acme, product=product, unit_price="32.10", assigned_quantity=4)


def test_it_changes_the_quantity(as_alice: Client, held: Subscription):
    url = address(held, "quantity")
    answer = as_alice.post(url, {"quantity": 12, "version": 1}, follow=True)

    held.refresh_from_db()
    assert held.quantity == 12
    assert "Quantity changed to 12." in answer.content.decode()
    assert ActivityEntry.objects.get().action == "update_subscription"
