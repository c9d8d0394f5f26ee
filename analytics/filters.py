"""What narrows a report: the same names for its page, its CSV files and the API."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.validators import RegexValidator
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from activitylog.filters import ActivityEntryForm
from analytics.currencies import active_by_currency, usual_currency
from analytics.scope import Scope
from customers.filters import VIEW_CUSTOMER, countries, families
from customers.models import Subscription
from portal.filters import CodesFilter, IsoDateFilter, PartFilter, StrictFilterSet, UuidFilter

DATES = ("date_from", "date_to")


class AnalyticsFilter(StrictFilterSet):
    """What a report is about. Days are those of the reader's time zone; both ends inclusive."""

    form_class = ActivityEntryForm

    date_from = IsoDateFilter(label=_("From"))
    date_to = IsoDateFilter(label=_("To"))
    customer = UuidFilter(
        label=_("Customer"),
        error_messages={
            "invalid": _("This is not a customer ID. Choose a customer from the list.")
        },
    )
    customer_name = PartFilter(
        label=_("Customer"),
        suggest="admin:analytics_customers",
        chooses="customer",
        needs=VIEW_CUSTOMER,
    )
    family = CodesFilter(label=_("Product family"), groups=families)
    country = CodesFilter(label=_("Country"), groups=countries)
    product = PartFilter(label=_("Product"))

    def __init__(self, data: QueryDict) -> None:
        # The rows are for the reports to choose; the class wants some.
        super().__init__(data, Subscription.objects.none())

    @classmethod
    def understands(cls, name: str) -> bool:
        """Whether a filter of another report means something to this one."""
        return name in cls.base_filters

    def scope(self) -> Scope:
        """What a readable filter means."""
        assert self.is_valid()
        found: dict[str, Any] = self.form.cleaned_data
        return Scope(
            start=found["date_from"],
            end=found["date_to"],
            customer=found["customer"],
            customer_name=found["customer_name"],
            families=tuple(found.get("family") or ()),
            countries=tuple(found.get("country") or ()),
            product=found.get("product", ""),
        )

    @property
    def chosen_currency(self) -> str:
        """Of the amounts of the report; empty where it has none, or several beside each other."""
        return ""


CURRENCY = RegexValidator(
    r"\A[A-Z]{3}\Z", _("This is not a currency. Write it as three capital letters: EUR.")
)


class RevenueFilter(AnalyticsFilter):
    """List prices are never added across currencies: a report of amounts is in one of them."""

    currency = PartFilter(label=_("Currency"), validators=[CURRENCY])

    @cached_property
    def active_by_currency(self) -> dict[str, int]:
        """How many active subscriptions there are in each currency, most first."""
        return active_by_currency(self.scope())

    @property
    def chosen_currency(self) -> str:
        """That of the address, or that of most active subscriptions."""
        return self.form.cleaned_data["currency"] or usual_currency(self.active_by_currency)


class EntriesForm(ActivityEntryForm):
    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if cleaned.get("customer_name"):
            text = gettext(
                "Choose a customer from the list: entries are counted by customer, "
                "not by parts of names."
            )
            self.add_error("customer_name", text)
        return cleaned


class EntriesFilter(AnalyticsFilter):
    """Entries of the activity log are counted by customer; they know nothing of products or
    countries."""

    form_class = EntriesForm

    customer_name = PartFilter(
        label=_("Customer"), suggest="admin:activitylog_activityentry_customers", chooses="customer"
    )
    family: Any = None
    country: Any = None
    product: Any = None

    @classmethod
    def understands(cls, name: str) -> bool:
        return super().understands(name) and name != "customer_name"
