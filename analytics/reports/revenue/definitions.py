"""How each number is computed, for whoever asks."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

LIST_PRICES = _(
    "All amounts are list prices before tax, from orders and renewals: what was invoiced or paid "
    "is not known here."
)
REVENUE_TTM = _(
    "Trailing twelve months: list price before tax of all that was ordered or renewed in the "
    "twelve whole calendar months up to the previous one, whatever the period above. A new term "
    "counts whole when it is ordered or renewed, added seats for the rest of it; trials are free."
)
MRR = _(
    "Monthly recurring revenue: seats × price per seat and month of all subscriptions that are "
    "active now, without trials."
)
RUN_RATE = _("Twelve times the monthly recurring revenue of now.")
EXPANSION = _(
    "By how much subscriptions became dearer per month in the period: seats added, upgrades, "
    "renewals at a higher price."
)
CONTRACTION = _(
    "By how much subscriptions became cheaper per month in the period: seats given back, renewals "
    "at a lower price or in another currency."
)
CHURN = _(
    "What subscriptions brought a month that were suspended, or ended while active, in the period."
)
RETENTION = _(
    "Monthly recurring revenue at the beginning of the period, with expansion, contraction and "
    "churn of the period, divided by what it was at the beginning. What is new or reactivated does "
    "not count."
)
REVENUE_BY_FAMILY = _(
    "List price before tax of what was ordered or renewed in the trailing twelve months, by "
    "product family."
)
REVENUE_BY_CUSTOMER = _(
    "List price before tax of what was ordered or renewed in the trailing twelve months, by "
    "customer."
)
REVENUE_PER_MONTH = _(
    "List price before tax of what was ordered or renewed in each month: new terms whole, added "
    "seats for the rest of their term."
)
MRR_OVER_TIME = _(
    "Monthly recurring revenue at the end of each month: what it is now without what was added "
    "since."
)
MRR_BRIDGE = _(
    "How the monthly recurring revenue came from the beginning of each month to its end. New: "
    "ordered, begun or converted from a trial. Reactivated: after a suspension. Expansion and "
    "contraction: other changes that made it more or less. Churn: suspended, or ended while active."
)
UNDER_TODAYS_PRODUCT = _(
    "The history is that of the subscriptions chosen now, whatever product they had then: no list "
    "of movements adds up to it."
)
