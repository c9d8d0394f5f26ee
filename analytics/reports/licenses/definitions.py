"""How each number is computed, for whoever asks."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

LICENSES = _("Seats of all subscriptions that are active now, trials included.")
ASSIGNED_LICENSES = _("Seats of active subscriptions that are assigned to users.")
UNASSIGNED_LICENSES = _("Seats of active subscriptions that nobody uses: sold, but not assigned.")
ASSIGNMENT_RATE = _("Assigned licenses divided by licenses, of the subscriptions active now.")
UNASSIGNED_PRICE = _(
    "What the unassigned seats of active subscriptions cost a month: seats × price per seat and "
    "month, at list prices before tax. Trials cost nothing."
)
UNASSIGNED_BY_PRODUCT = _(
    "Unassigned seats of active subscriptions by product, and what they cost a month at list "
    "prices before tax; trials cost nothing."
)
UNASSIGNED_BY_CUSTOMER = _(
    "Unassigned seats of active subscriptions by customer, and what they cost a month at list "
    "prices before tax; trials cost nothing."
)
RATE_OVER_TIME = _(
    "Assigned licenses divided by licenses of the subscriptions that were active at the end of "
    "each month: what there is now without what was added since."
)
UNDER_TODAYS_PRODUCT = _(
    "The history is that of the subscriptions chosen now, whatever product they had then: no list "
    "of movements adds up to it."
)
LICENSES_BY_PRODUCT = _("Seats of the subscriptions active now, by product, trials included.")
LICENSES_BY_COUNTRY = _(
    "Seats of the subscriptions active now, by the customer's country, trials included."
)
LARGEST_CHANGES = _(
    "The subscriptions for which most seats were bought or given back in the period: bought less "
    "given back. Seats of a subscription that ends are not given back."
)
LICENSE_ADDS = _(
    "Seats bought per month: with new subscriptions and trials, added to existing ones and at the "
    "conversion of trials; and seats given back, below zero. Seats of a subscription that ends "
    "are not given back."
)
