"""What a row may not be, the database itself refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import IntegrityError
from django.db.models import ProtectedError

from tests.customers.making import make_product, make_subscription

if TYPE_CHECKING:
    from customers.models import Customer


@pytest.mark.parametrize(
    "values",
    [{"quantity": 0}, {"status": "lost"}, {"term": "P2Y"}, {"billing_cycle": "weekly"}],
)
def test_it_refuses_a_subscription_that_cannot_be(acme: Customer, values: dict[str, object]):
    with pytest.raises(IntegrityError):
        make_subscription(acme, **values)


def test_it_refuses_a_sku_twice(db: None):
    make_product(sku="CFQ7TTC0LCHC:0002")
    with pytest.raises(IntegrityError):
        make_product(sku="CFQ7TTC0LCHC:0002")


def test_it_keeps_a_customer_who_has_subscriptions(acme: Customer):
    make_subscription(acme)
    with pytest.raises(ProtectedError):
        acme.delete()
