"""Several people want what only one can have, in the same moment."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from customers.models import Customer, CustomerUser, Order
from customers.services.customers import add_customer
from customers.services.orders import order_trial
from customers.services.subscriptions import (
    convert_trial,
)
from customers.services.users import create_user
from tests.customers.at_once import (
    assert_chained,
    at_once,
    entries,
    later,
    rounds,
    succeeded,
    threads,
)
from tests.customers.operations_table.making import (
    sold,
    trial_product,
    trying,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def customers(acme: Customer) -> Iterator[Customer]:
    """A new customer for each round."""

    def made() -> Iterator[Customer]:
        for number in range(10_000):
            yield Customer.objects.create(name=f"Round {number}", domain=f"round{number}.example")

    return made()


def test_a_trial_is_ordered_once(customers: Iterator[Customer]):
    product = trial_product()
    for customer, _round in zip(customers, rounds(), strict=False):
        key = customer.pk
        found = at_once(*[later(order_trial, customer_id=key, product_id=product.pk)] * threads())
        assert found.count("tried_already") == threads() - 1
        assert customer.subscriptions.count() == customer.orders.count() == 1
        assert len(succeeded(customer=customer)) == 1


def test_a_trial_is_converted_once(acme: Customer, customers: Iterator[Customer]):
    product = trial_product(converts_to=sold())
    for customer, _round in zip(customers, rounds(), strict=False):
        trial = trying(customer, product=product)
        found = at_once(
            *[
                later(
                    convert_trial,
                    subscription_id=trial.pk,
                    quantity=5,
                    term="P1Y",
                    billing_cycle="monthly",
                )
            ]
            * 3
        )
        assert found.count("no_trial") == 2
        assert Order.objects.filter(customer=customer).count() == 1
        assert_chained(trial)


def test_a_domain_is_taken_once(acme: Customer):
    for number in rounds():
        found = at_once(
            *[later(add_customer, name="Contoso AG", domain=f"contoso{number}.example")] * threads()
        )
        assert sum(isinstance(item, Customer) for item in found) == 1
        assert set(found) - {"conflict", "domain_taken"} <= set(Customer.objects.all())
        assert len(entries(action="add_customer", status="succeeded")) == number + 1


def test_a_user_principal_name_is_taken_once(customers: Iterator[Customer]):
    keys = [customer.pk for customer, _number in zip(customers, range(threads()), strict=False)]
    for number in rounds():
        found = at_once(
            *(
                later(
                    create_user,
                    customer_id=key,
                    user_principal_name=f"jan{number}@contoso.example",
                    values={"display_name": "Jan"},
                )
                for key in keys
            )
        )
        assert sum(isinstance(item, CustomerUser) for item in found) == 1
        assert CustomerUser.objects.count() == number + 1
