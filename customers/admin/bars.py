"""What stands above the lists: what is looked for, and how many there are of what."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext, ngettext

from customers.admin.importing import ImportingBar
from customers.models import Customer


class CustomerBar(ImportingBar):
    def counted(self, count: int) -> str:
        return ngettext("%(count)s customer", "%(count)s customers", count)

    def placeholder(self, name: str) -> str:
        return gettext("Name, domain or tenant ID") if name == "q" else ""


class ProductBar(ImportingBar):
    def counted(self, count: int) -> str:
        return ngettext("%(count)s product", "%(count)s products", count)

    def placeholder(self, name: str) -> str:
        return gettext("Name or SKU") if name == "q" else ""


class CustomerNaming(ImportingBar):
    """The bar of a list that an address can narrow to one customer."""

    def value_label(self, name: str, value: str) -> str:
        if name != "customer" or not self.valid:
            return super().value_label(name, value)
        customer = Customer.objects.filter(pk=UUID(value)).first()
        return str(customer or value)


class CustomerOrderBar(ImportingBar):
    def counted(self, count: int) -> str:
        return ngettext("%(count)s order", "%(count)s orders", count)

    def placeholder(self, name: str) -> str:
        return gettext("Order number or ID") if name == "q" else ""


class OrderBar(CustomerNaming, CustomerOrderBar):
    pass


class SubscriptionBar(CustomerNaming):
    def counted(self, count: int) -> str:
        return subscriptions_text(count)

    def placeholder(self, name: str) -> str:
        return gettext("Subscription, customer or product") if name == "q" else ""


class CustomerUserBar(CustomerNaming):
    def counted(self, count: int) -> str:
        return ngettext("%(count)s user", "%(count)s users", count)

    def placeholder(self, name: str) -> str:
        return gettext("Name or user principal name") if name == "q" else ""


class ReferralBar(CustomerNaming):
    def counted(self, count: int) -> str:
        return ngettext("%(count)s referral", "%(count)s referrals", count)

    def placeholder(self, name: str) -> str:
        return gettext("Name or company") if name == "q" else ""


def subscriptions_text(count: int) -> str:
    return ngettext("%(count)s subscription", "%(count)s subscriptions", count)
