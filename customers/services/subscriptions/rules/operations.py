"""A rule for each operation: whether the state of a subscription allows it at all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from customers.services.customers.relationships import ensure_reseller
from customers.services.refusals import Broken
from customers.services.subscriptions.rules.upgrades import upgrade_targets
from customers.states import BEGUN, RUNNING, Status

if TYPE_CHECKING:
    from customers.models import Product, Subscription

Rule = Callable[["Subscription", datetime], None]


def ensure_quantity_changeable(row: Subscription, _now: datetime) -> None:
    _ensure_active(row)
    if row.is_trial:
        raise Broken("quantity", "trial_quantity", _("The seats of a trial are fixed."))


def ensure_reactivatable(row: Subscription, now: datetime) -> None:
    if row.status == Status.ACTIVE:
        raise Broken("", "active", _("It is active already."))
    if row.status != Status.SUSPENDED:
        reason = _("Only a suspended subscription can be reactivated.")
        raise Broken("", "not_suspended", reason)
    ensure_reseller(row.customer)
    if row.commitment_end_at and row.commitment_end_at < now:
        raise Broken("", "term_over", _("Its term is over."))


def ensure_convertible(row: Subscription, _now: datetime) -> None:
    _ensure_active(row)
    if not row.is_trial:
        raise Broken("", "no_trial", _("It is no trial."))
    target = row.product.converts_to
    if target is None or not target.is_available:
        reason = _("Nothing is sold that this trial could become.")
        raise Broken("", "no_conversion", reason)


def ensure_upgradable(
    row: Subscription,
    _now: datetime,
    *,
    targets: Callable[[Subscription], Sequence[Product]] = upgrade_targets,
) -> None:
    """`targets` is for who has looked up already what is sold."""
    _ensure_active(row)
    _ensure_paid(row)
    _ensure_no_add_ons(row)
    if not targets(row):
        raise Broken("product", "no_upgrade", _("Nothing better of this family is sold."))


def ensure_licensable(row: Subscription, _now: datetime) -> None:
    _ensure_active(row)


def ensure_auto_renew_changeable(row: Subscription, now: datetime) -> None:
    """A trial goes on as what it becomes: where that is not sold, there is only the way out."""
    _ensure_active(row)
    if row.is_trial and not row.auto_renew:
        ensure_convertible(row, now)


def ensure_renewal_changeable(row: Subscription, _now: datetime) -> None:
    _ensure_active(row)
    _ensure_paid(row)


def ensure_renamable(row: Subscription, _now: datetime) -> None:
    _ensure_active(row)


def ensure_suspendable(row: Subscription, _now: datetime) -> None:
    if row.status == Status.SUSPENDED:
        raise Broken("", "suspended", _("It is suspended already."))
    _ensure_active(row)


def ensure_cancellable(row: Subscription, now: datetime) -> None:
    if row.status in BEGUN:
        _ensure_within_window(row, now)
    elif row.status != Status.PENDING:
        _ensure_active(row)
    _ensure_no_add_ons(row)


def _ensure_within_window(row: Subscription, now: datetime) -> None:
    until = row.cancellation_allowed_until_at
    if not row.is_trial and (until is None or until < now):
        reason = _(
            "It can be cancelled within 7 days after purchase or renewal only."
            " Turn automatic renewal off instead."
        )
        raise Broken("", "not_cancellable", reason)


def _ensure_active(row: Subscription) -> None:
    if row.status == Status.SUSPENDED:
        raise Broken("", "suspended", _("It is suspended. Reactivate it first."))
    if row.status == Status.PENDING:
        raise Broken("", "pending", _("It has not begun yet."))
    if row.status != Status.ACTIVE:
        raise Broken("", "not_active", _("It is over: expired, disabled or deleted."))


def _ensure_paid(row: Subscription) -> None:
    if row.is_trial:
        raise Broken("", "trial", _("It is a trial. Convert it to a paid subscription first."))


def _ensure_no_add_ons(row: Subscription) -> None:
    # All of them, so that a list can fetch those of all its rows at once.
    if any(add_on.status in RUNNING for add_on in row.add_ons.all()):
        raise Broken("", "add_ons_present", _("It has add-ons. Cancel them first."))
