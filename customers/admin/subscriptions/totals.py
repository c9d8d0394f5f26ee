from __future__ import annotations

from django.db.models import Case, DecimalField, F, When
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _

from portal.admin.totals import Total

FREE = F("quantity") - F("assigned_quantity")


def price_of(seats: Combinable) -> Case:
    """So many seats for a month, before tax; trials cost nothing."""
    price = DecimalField(max_digits=24, decimal_places=2)
    return Case(When(is_trial=False, then=F("unit_price") * seats), default=0, output_field=price)


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
