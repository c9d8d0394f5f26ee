from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from customers.filters.choices import any_of, options
from customers.folding import FoldedQuerySet
from customers.models import CustomerUser, LicenseAssignment
from customers.states import UserState
from portal.filters import CodesFilter, PartFilter, StrictFilterSet, UuidFilter, is_id, options_of

Rows = FoldedQuerySet[CustomerUser]
WITH, WITHOUT = "with", "without"


class CustomerUserFilter(StrictFilterSet):
    """Which of the customers' users a list shows."""

    q = PartFilter(label=_("Search"), method="search")
    customer = UuidFilter(label=_("Customer"), field_name="customer_id")
    state = CodesFilter(label=_("State"), groups=options_of(UserState))
    licenses = CodesFilter(
        label=_("Licenses"),
        groups=options({WITH: _("With licenses"), WITHOUT: _("Without licenses")}),
        method="by_licenses",
    )

    def search(self, users: Rows, _name: str, text: str) -> Rows:
        """The user's display or principal name, or an ID."""
        return users.filter(users.has(text) | is_id(text))

    def by_licenses(self, users: Rows, _name: str, codes: list[str]) -> Rows:
        has_some = Exists(LicenseAssignment.objects.filter(customer_user=OuterRef("pk")))
        return users.filter(any_of({WITH: Q(has_some), WITHOUT: ~Q(has_some)}, codes))


class UserOfCustomerFilter(CustomerUserFilter):
    """Which of one customer's users a list shows."""

    customer: Any = None
