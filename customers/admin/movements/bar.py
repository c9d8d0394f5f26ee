from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext, ngettext

from activitylog.admin.periods import PeriodBar
from activitylog.admin.wording import DATES
from activitylog.periods import Period
from customers.admin.bars import CustomerNaming
from customers.models import Subscription


class MovementBar(PeriodBar, CustomerNaming):
    """The bar of the movements; without days in the address all of them are meant."""

    def counted(self, count: int) -> str:
        return ngettext("%(count)s movement", "%(count)s movements", count)

    def placeholder(self, name: str) -> str:
        return gettext("Any customer") if name == "customer_name" else ""

    def value_label(self, name: str, value: str) -> str:
        if name != "subscription" or not self.valid:
            return super().value_label(name, value)
        return str(Subscription.objects.filter(pk=UUID(value)).first() or value)

    @property
    def is_open(self) -> bool:
        return not any(self.data.get(name, "").strip() for name in DATES)

    @property
    def period(self) -> str:
        return "" if self.is_open else super().period

    def wider(self) -> list[dict[str, str]]:
        if self.is_open:
            return []
        everything = self.preset(Period("", None, None))
        return [{"label": gettext("Search everything"), "url": everything.url}]
