"""The filters above a report."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext, ngettext

from activitylog.admin.wording import period_text
from activitylog.periods import Period, today
from analytics.filters import DATES, AnalyticsFilter
from analytics.periods import presets
from customers.models import Customer
from portal.admin.addresses import query
from portal.admin.fields import Preset
from portal.admin.filter_form import FilterForm

if TYPE_CHECKING:
    from analytics.tabs import Tab

ROWS = (
    ("date_from", "date_to", "customer_name"),
    ("family", "country", "product"),
)


class AnalyticsBar(FilterForm):
    def __init__(self, request: HttpRequest, asked: AnalyticsFilter, tab: Tab) -> None:
        rows = [[name for name in names if name in asked.filters] for names in ROWS]
        super().__init__(asked, [names for names in rows if names], valid=asked.is_valid())
        self.request = request
        self.tab = tab

    def may(self, permission: str) -> bool:
        return bool(self.request.user.has_perm(permission))

    @property
    def label(self) -> str:
        return gettext("Filter the numbers")

    def refusal(self, count: int) -> str:
        return ngettext(
            "One filter cannot be read, so nothing is counted.",
            "%(counter)s filters cannot be read, so nothing is counted.",
            count,
        ) % {"counter": count}

    def placeholder(self, name: str) -> str:
        return {
            "customer_name": gettext("Any customer"),
            "product": gettext("Name or SKU"),
        }.get(name, "")

    def value_label(self, name: str, value: str) -> str:
        if name == "customer" and self.valid:
            return self._customer or value
        return super().value_label(name, value)

    @cached_property
    def _customer(self) -> str:
        customer = Customer.objects.filter(pk=self.filterset.form.cleaned_data["customer"]).first()
        return str(customer or "")

    def chip_names(self) -> list[str]:
        return [name for name in self.filterset.filters if name not in DATES]

    @property
    def period(self) -> str:
        return period_text(self.filterset) if self.valid else ""

    @property
    def zone(self) -> str:
        """Whose days these are."""
        return timezone.get_current_timezone_name()

    @property
    def address(self) -> str:
        """The filters that hold, as the query part of an address."""
        return query(self.data)

    @cached_property
    def presets(self) -> list[Preset]:
        return [self._preset(period) for period in presets(today())]

    @property
    def preset_label(self) -> str:
        """What the period is called."""
        return next((preset.label for preset in self.presets if preset.current), gettext("Period"))

    def _preset(self, period: Period) -> Preset:
        start, end = (day.isoformat() if day else "" for day in (period.start, period.end))
        current = tuple(self.data.get(name, "") for name in DATES) == (start, end)
        return Preset(period.label, query(self.data, {"date_from": start, "date_to": end}), current)
