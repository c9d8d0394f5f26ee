"""What there is and what has moved agree, whatever others order meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import RequestFactory

from analytics.tabs import TABS
from customers.overview import SubscriptionsOverview
from tests.analytics.dealing import sold
from tests.analytics.reporting import customer
from tests.customers.making import make_product

if TYPE_CHECKING:
    from customers.models import Product
    from portal.models import User

pytestmark = pytest.mark.django_db(transaction=True)
ORDERS = 3
"""So many come in, each after another statement."""


def priced() -> Product:
    return make_product(list_price=Decimal(100))


def orders_come_in(read: Callable[[], Any]) -> Any:
    """What is read while somebody orders between the first statements on subscriptions."""
    buyer, product, left = customer("Meanwhile"), priced(), ORDERS

    def order() -> None:
        try:
            sold(buyer, datetime.now().astimezone(), product=product)
        finally:
            connection.close()

    def then_order(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        nonlocal left
        found = execute(sql, *rest)
        if left and "customers_subscription" in sql:
            left -= 1
            ThreadPoolExecutor(1).submit(order).result()
        return found

    with connection.execute_wrapper(then_order):
        found = read()
    assert not left
    return found


@pytest.mark.parametrize("code", ["subscriptions", "licenses", "revenue"])
def test_a_report_is_of_one_moment(code: str) -> None:
    sold(customer("Before"), datetime.now().astimezone(), product=priced())

    def read() -> Any:
        asked = TABS[code].asked(QueryDict("date_from=2026-01-01&date_to="))
        return TABS[code].report(asked)

    before = read()
    assert replace(orders_come_in(read), as_of=before.as_of) == before
    assert replace(read(), as_of=before.as_of) != before


def test_the_overview_is_of_one_moment(alice: User) -> None:
    sold(customer("Before"), datetime.now().astimezone(), product=priced())
    request = RequestFactory().get("/admin/")
    request.user = alice

    def read() -> Any:
        return SubscriptionsOverview().overview(request).figures

    before = read()
    assert orders_come_in(read) == before
    assert read() != before
