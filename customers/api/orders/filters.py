from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from customers.filters import OrderFilter
from portal.filters import DayOrMomentFilter


class OrderApiFilter(OrderFilter):
    """The filters of orders; for programs, From and To may be moments too."""

    date_from = DayOrMomentFilter(label=_("From"), method="since", begins=True)
    date_to = DayOrMomentFilter(label=_("To"), method="until", begins=False)


class CustomerOrderApiFilter(OrderApiFilter):
    """The same of one customer."""

    customer: Any = None
