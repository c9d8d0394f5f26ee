"""What may be done with a subscription, and within which limits: each raises Broken.

One `ensure_…` for each operation: the service asks it, and so do the page, the menu that leads
there and the pages that change many. The codes name the rules for programs; the rules are those
of Partner Center's documentation of the subscription lifecycle and its error codes.
"""

from __future__ import annotations

from customers.services.subscriptions.rules.limits import (
    ensure_quantity,
    ensure_refundable,
    ensure_seat_free,
    ensure_seats_are_free,
    ensure_sold,
    ensure_whole,
    usual_terms,
)
from customers.services.subscriptions.rules.operations import (
    Rule,
    ensure_auto_renew_changeable,
    ensure_cancellable,
    ensure_convertible,
    ensure_licensable,
    ensure_quantity_changeable,
    ensure_reactivatable,
    ensure_renamable,
    ensure_renewal_changeable,
    ensure_suspendable,
    ensure_upgradable,
)
from customers.services.subscriptions.rules.upgrades import (
    ensure_upgrade,
    upgrade_targets,
    upgrades_among,
)

__all__ = [
    "Rule",
    "ensure_auto_renew_changeable",
    "ensure_cancellable",
    "ensure_convertible",
    "ensure_licensable",
    "ensure_quantity",
    "ensure_quantity_changeable",
    "ensure_reactivatable",
    "ensure_refundable",
    "ensure_renamable",
    "ensure_renewal_changeable",
    "ensure_seat_free",
    "ensure_seats_are_free",
    "ensure_sold",
    "ensure_suspendable",
    "ensure_upgradable",
    "ensure_upgrade",
    "ensure_whole",
    "upgrade_targets",
    "upgrades_among",
    "usual_terms",
]
