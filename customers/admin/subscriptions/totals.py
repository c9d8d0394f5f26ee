from __future__ import annotations

from django.db.models import F
from django.utils.translation import gettext_lazy as _

from customers.prices import FREE, price_of
from portal.admin.totals import Total

TOTALS = (
    Total(name="quantity", label=_("Seats"), of="quantity"),
    Total(name="assigned_quantity", label=_("Assigned seats"), of="assigned_quantity"),
    Total(name="free_quantity", label=_("Unassigned seats"), of=FREE),
    Total(
        name="monthly_price",
        label=_("Monthly price"),
        of=price_of(F("quantity")),
        currency="currency",
    ),
    Total(
        name="unassigned_price",
        label=_("Monthly price of unassigned seats"),
        of=price_of(FREE),
        currency="currency",
    ),
)
