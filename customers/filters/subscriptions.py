from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from customers.filters.choices import any_of, on_or_off, options
from customers.filters.days import BeforeDay, FromDay, FromUtcDay, ToDay, ToUtcDay
from customers.filters.risk import ending, used_less
from customers.filters.sold import SoldFilter
from customers.folding import FoldedQuerySet
from customers.models import Subscription
from customers.states import BillingCycle, Status, Term
from portal.filters import CodesFilter, PartFilter, is_id, options_of

Rows = FoldedQuerySet[Subscription]

SOME, MOST = "some", "most"
UNASSIGNED = {
    SOME: Q(assigned_quantity__lt=F("quantity")),
    MOST: Q(assigned_quantity__lt=F("quantity") - F("assigned_quantity")),
}
ENDING, USAGE = "ending", "usage"
AT_RISK = {ENDING: ending, USAGE: used_less}
_ZONE = "in the time zone of the token's owner, inclusive."
_UTC = "in UTC, inclusive."


class SubscriptionFilter(SoldFilter):
    """Which subscriptions a list shows. Days are those of the reader's time zone; those on which
    terms and trials end are days of UTC."""

    descriptions: ClassVar = {
        "created_from": f"The first day on which they were created, {_ZONE}",
        "created_to": f"The last day on which they were created, {_ZONE}",
        "renewed_from": f"The first day on which they were last renewed, {_ZONE}",
        "renewed_to": f"The last day on which they were last renewed, {_ZONE}",
        "suspended_before": "Suspended since before this day, in the time zone of the token's "
        "owner.",
        "trial_converted_from": f"The first day on which trials were converted, {_ZONE}",
        "trial_converted_to": f"The last day on which trials were converted, {_ZONE}",
        "commitment_end_from": f"The first day on which terms end, {_UTC}",
        "commitment_end_to": f"The last day on which terms end, {_UTC}",
        "trial_end_from": f"The first day on which trials end, {_UTC}",
        "trial_end_to": f"The last day on which trials end, {_UTC}",
        "unassigned": "`some`: seats are not assigned; `most`: more than half of them.",
        "at_risk": "`ending`: active, without automatic renewal, at most 60 days before the end "
        "of the term; `usage`: active, with fewer seats assigned than 30 days ago.",
    }

    q = PartFilter(label=_("Search"), method="search")
    status = CodesFilter(label=_("Status"), groups=options_of(Status))
    term = CodesFilter(label=_("Term"), groups=options_of(Term))
    billing_cycle = CodesFilter(label=_("Billing"), groups=options_of(BillingCycle))
    auto_renew = CodesFilter(label=_("Auto-renew"), groups=on_or_off, method="by_truth")
    commitment_end_from = FromUtcDay(label=_("Term ends from"), field_name="commitment_end_at")
    commitment_end_to = ToUtcDay(label=_("Term ends to"), field_name="commitment_end_at")
    created_from = FromDay(label=_("Created from"), field_name="created_at")
    created_to = ToDay(label=_("Created to"), field_name="created_at")
    renewed_from = FromDay(label=_("Renewed from"), field_name="last_renewed_at")
    renewed_to = ToDay(label=_("Renewed to"), field_name="last_renewed_at")
    suspended_before = BeforeDay(label=_("Suspended before"), field_name="suspended_at")
    trial_end_from = FromUtcDay(label=_("Trial ends from"), field_name="trial_end_at")
    trial_end_to = ToUtcDay(label=_("Trial ends to"), field_name="trial_end_at")
    trial_converted_from = FromDay(label=_("Trial converted from"), field_name="trial_converted_at")
    trial_converted_to = ToDay(label=_("Trial converted to"), field_name="trial_converted_at")
    unassigned = CodesFilter(
        label=_("Unassigned seats"),
        groups=options({SOME: _("Some"), MOST: _("More than half")}),
        method="by_unassigned",
    )
    at_risk = CodesFilter(
        label=_("At risk"),
        groups=options(
            {ENDING: _("Ends within 60 days"), USAGE: _("Fewer seats assigned than 30 days ago")}
        ),
        method="by_risk",
    )

    def search(self, subscriptions: Rows, _name: str, text: str) -> Rows:
        """The subscription's, the customer's or the product's name, or an ID."""
        return subscriptions.filter(
            subscriptions.has(text)
            | subscriptions.has(text, of="customer")
            | subscriptions.has(text, of="product")
            | is_id(text)
        )

    def by_unassigned(self, subscriptions: Rows, _name: str, codes: list[str]) -> Rows:
        return subscriptions.filter(any_of(UNASSIGNED, codes))

    def by_risk(self, subscriptions: Rows, _name: str, codes: list[str]) -> Rows:
        meant = {code: AT_RISK[code]() for code in codes if code in AT_RISK}
        return subscriptions.filter(any_of(meant, codes))


class CustomerSubscriptionFilter(SubscriptionFilter):
    """Which of a customer's subscriptions a list shows."""

    customer: Any = None
    customer_name: Any = None
    country: Any = None
