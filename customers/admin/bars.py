"""What stands above the lists: what is looked for, and how many there are of what."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext, ngettext

from activitylog.moments import day_text
from customers.admin.importing import ImportingBar
from customers.models import Customer
from portal.filters import IsoDateFilter


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


class DayNaming(ImportingBar):
    """The bar of a list that an address can narrow to days."""

    def value_label(self, name: str, value: str) -> str:
        if self.valid and isinstance(self.filterset.filters[name], IsoDateFilter):
            return day_text(self.filterset.form.cleaned_data[name])
        return super().value_label(name, value)


class CustomerNaming(DayNaming):
    """The bar of a list that an address can narrow to one customer."""

    def value_label(self, name: str, value: str) -> str:
        if name != "customer" or not self.valid:
            return super().value_label(name, value)
        customer = Customer.objects.filter(pk=UUID(value)).first()
        return str(customer or value)


class CustomerOrderBar(DayNaming):
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
