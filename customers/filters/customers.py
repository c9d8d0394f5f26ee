from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from customers.filters.choices import CodeOrNothingFilter, countries
from customers.folding import FoldedQuerySet
from customers.models import Customer
from customers.states import Origin, Qualification, Relationship
from portal.filters import CodesFilter, PartFilter, StrictFilterSet, is_id, options_of

Rows = FoldedQuerySet[Customer]


class CustomerFilter(StrictFilterSet):
    """Which customers a list shows."""

    q = PartFilter(label=_("Search"), method="search")
    country = CodeOrNothingFilter(label=_("Country"), groups=countries)
    relationship = CodesFilter(label=_("Relationship"), groups=options_of(Relationship))
    qualification = CodesFilter(label=_("Qualification"), groups=options_of(Qualification))
    origin = CodesFilter(label=_("Origin"), groups=options_of(Origin))

    def search(self, customers: Rows, _name: str, text: str) -> Rows:
        """Name, domain or tenant ID."""
        return customers.filter(customers.has(text) | is_id(text))
