"""Which rows each list shows: one FilterSet for the page, its export and the API."""

from __future__ import annotations

from customers.filters.choices import VIEW_CUSTOMER, countries, families
from customers.filters.customers import CustomerFilter
from customers.filters.movements import MovementFilter
from customers.filters.orders import CustomerOrderFilter, OrderFilter
from customers.filters.products import ProductFilter
from customers.filters.referrals import ReferralFilter
from customers.filters.subscriptions import CustomerSubscriptionFilter, SubscriptionFilter
from customers.filters.users import CustomerUserFilter, UserOfCustomerFilter

__all__ = [
    "VIEW_CUSTOMER",
    "CustomerFilter",
    "CustomerOrderFilter",
    "CustomerSubscriptionFilter",
    "CustomerUserFilter",
    "MovementFilter",
    "OrderFilter",
    "ProductFilter",
    "ReferralFilter",
    "SubscriptionFilter",
    "UserOfCustomerFilter",
    "countries",
    "families",
]
