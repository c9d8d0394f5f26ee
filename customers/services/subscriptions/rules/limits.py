"""The limits of what is sold: how many seats, for how long, billed how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from customers.services.refusals import Broken
from customers.states import BillingCycle, Term

if TYPE_CHECKING:
    from customers.models import Product, Subscription

_LENGTHS = {Term.MONTH: 1, Term.YEAR: 12, Term.THREE_YEARS: 36}
_CYCLE_LENGTHS = {
    BillingCycle.NONE: 0,
    BillingCycle.MONTHLY: 1,
    BillingCycle.ANNUAL: 12,
    BillingCycle.TRIENNIAL: 36,
}


def ensure_whole(quantity: int) -> None:
    # Anything else would be kept cut, and recorded as it came.
    if type(quantity) is not int:
        raise Broken("quantity", "quantity_not_whole", _("Enter a whole number of seats."))


def ensure_quantity(product: Product, quantity: int) -> None:
    ensure_whole(quantity)
    if not product.minimum_quantity <= quantity <= product.maximum_quantity:
        reason = _("%(product)s is sold in quantities from %(least)s to %(most)s.")
        params = {
            "product": product.name,
            "least": product.minimum_quantity,
            "most": product.maximum_quantity,
        }
        raise Broken("quantity", "quantity_out_of_range", reason, params)


def ensure_seats_are_free(subscription: Subscription, quantity: int) -> None:
    if quantity < subscription.assigned_quantity:
        reason = ngettext_lazy(
            "%(count)s seat is assigned. Take licenses back first.",
            "%(count)s seats are assigned. Take licenses back first.",
            "count",
        )
        params = {"count": subscription.assigned_quantity}
        raise Broken("quantity", "seats_assigned", reason, params)


def ensure_refundable(quantity: int, allowed: int) -> None:
    if quantity > allowed:
        reason = ngettext_lazy(
            "Seats can be given back within 7 days after they were bought, renewed or added:"
            " %(count)s seat at the moment.",
            "Seats can be given back within 7 days after they were bought, renewed or added:"
            " %(count)s seats at the moment.",
            "count",
        )
        raise Broken("quantity", "not_refundable", reason, {"count": allowed})


def ensure_seat_free(subscription: Subscription) -> None:
    if subscription.free_quantity < 1:
        reason = _("No seat of %(subscription)s is free. Order more, or take one back.")
        raise Broken("", "no_free_seat", reason, {"subscription": subscription})


def ensure_sold(product: Product, *, term: str, billing_cycle: str) -> None:
    """The product is offered for this term, billed like this."""
    if term not in product.terms:
        reason = _("%(product)s is not offered for this term.")
        raise Broken("term", "term_not_offered", reason, {"product": product.name})
    if billing_cycle not in product.billing_cycles:
        reason = _("%(product)s is not billed like this.")
        raise Broken("billing_cycle", "billing_not_offered", reason, {"product": product.name})
    if _CYCLE_LENGTHS[BillingCycle(billing_cycle)] > _LENGTHS[Term(term)]:
        raise Broken(
            "billing_cycle", "billing_longer_than_term", _("Billing is longer than the term.")
        )


def usual_terms(product: Product) -> tuple[str, str]:
    """The first term that the product is offered for, and the first billing cycle that fits."""
    pairs = ((term, cycle) for term in product.terms for cycle in product.billing_cycles)
    fitting = (
        (term, cycle)
        for term, cycle in pairs
        if _CYCLE_LENGTHS[BillingCycle(cycle)] <= _LENGTHS[Term(term)]
    )
    return next(fitting, (product.terms[0], product.billing_cycles[0]))
