from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.admin.totals import Total

TOTALS = (
    Total(name="quantity", label=_("Seats"), of="quantity", is_change=True),
    Total(
        name="active_subscriptions",
        label=_("Active subscriptions"),
        of="active_subscriptions",
        is_change=True,
    ),
    Total(name="active_quantity", label=_("Active seats"), of="active_quantity", is_change=True),
    Total(
        name="active_assigned_quantity",
        label=_("Assigned licenses"),
        of="active_assigned_quantity",
        is_change=True,
    ),
    Total(
        name="monthly_price",
        label=_("Monthly price"),
        of="monthly_price",
        currency="currency",
        is_change=True,
    ),
    Total(name="amount", label=_("Amount"), of="amount", currency="currency", is_change=True),
)
