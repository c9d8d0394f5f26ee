"""What the reports of licenses and of revenue say of a period."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from analytics.reports.licenses import licenses_report
from analytics.reports.revenue import revenue_report
from analytics.scope import Scope
from customers.models import Customer
from customers.services.products import update_product
from tests.analytics.dealing import acting
from tests.analytics.reading import figure, row, values

if TYPE_CHECKING:
    from analytics.shapes import Report
    from customers.models import Product

AS_PAID = {"term": "P1Y", "billing_cycle": "monthly"}
"""How a trial is converted."""


def scope(start: str = "", end: str = "", **narrowed: Any) -> Scope:
    """Of the reader's days; an end that is not given is open."""
    first, last = (date.fromisoformat(day) if day else None for day in (start, end))
    return Scope(start=first, end=last, **narrowed)


def licenses(start: str = "", end: str = "", **narrowed: Any) -> Report:
    return licenses_report(scope(start, end, **narrowed))


def revenue(start: str = "", end: str = "", currency: str = "EUR", **narrowed: Any) -> Report:
    return revenue_report(scope(start, end, **narrowed), currency)


def value(report: Report, code: str) -> Any:
    return figure(report, code).value


def month(report: Report, code: str, start: str) -> list[Any]:
    return values(row(report, code, start))


def reprice(product: Product, list_price: str, moment: datetime, **changes: Any) -> None:
    """What is renewed from then on costs this."""
    changed = {"list_price": Decimal(list_price), **changes}
    update_product(actor=acting(moment), product_id=product.pk, changes=changed)


def customer(name: str, **values: Any) -> Customer:
    return Customer.objects.create(name=name, domain=f"{name.lower()}.example", **values)
