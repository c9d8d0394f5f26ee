"""The stages of a subscription's life, written into a row that is locked.

Partner Center's lifecycle of new commerce: pending, active, then by its end renewed or expired;
suspended ones are disabled; in the end all are deleted.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from customers.services.subscriptions.refunds import seats_given
from customers.states import Status
from customers.terms import (
    CANCELLATION_WINDOW,
    DISABLED_AFTER_EXPIRY,
    DISABLED_AFTER_SUSPENSION,
    EXPIRED_FOR,
    TRIAL_LENGTH,
    first_term_end,
    next_term_end,
)

if TYPE_CHECKING:
    from customers.models import Product, Subscription


def begin(subscription: Subscription, start: datetime) -> None:
    """The first term, or the trial, begins."""
    subscription.status = Status.ACTIVE
    subscription.effective_start_at = start
    if subscription.is_trial:
        _end_state(subscription, start + TRIAL_LENGTH)
        subscription.trial_start_at = start
        subscription.trial_end_at = subscription.commitment_end_at
        return
    _end_state(subscription, first_term_end(start, subscription.term))
    _open_window(subscription, start)


def renew(subscription: Subscription) -> None:
    """Another term follows, with what was instructed for it, at the list price of the day."""
    end = subscription.commitment_end_at
    anchor = subscription.effective_start_at or subscription.created_at
    assert end
    subscription.term = subscription.renewal_term or subscription.term
    subscription.billing_cycle = subscription.renewal_billing_cycle or subscription.billing_cycle
    forget_instructions(subscription)
    take_price(subscription, subscription.product)
    subscription.last_renewed_at = end
    _end_state(subscription, next_term_end(anchor, end, subscription.term))
    _open_window(subscription, end)


def move_to(
    subscription: Subscription, product: Product, *, start: datetime, term: str, billing_cycle: str
) -> None:
    """The subscription goes on as one of another product, with a new term from now on."""
    subscription.product = product
    subscription.is_trial = False
    subscription.term, subscription.billing_cycle = term, billing_cycle
    forget_instructions(subscription)
    take_price(subscription, product)
    begin(subscription, start)


def suspend(subscription: Subscription, now: datetime) -> None:
    subscription.status = Status.SUSPENDED
    subscription.suspended_at = now
    forget_instructions(subscription)


def reactivate(subscription: Subscription) -> None:
    subscription.status = Status.ACTIVE
    subscription.suspended_at = None


def expire(subscription: Subscription, now: datetime) -> None:
    """Usable for a while, no longer renewed."""
    _deprovision(subscription, Status.EXPIRED, now)
    subscription.current_state_end_at = now + EXPIRED_FOR


def disable(subscription: Subscription, now: datetime) -> None:
    """No longer usable; the data is kept for a while."""
    was_suspended = subscription.status == Status.SUSPENDED
    _deprovision(subscription, Status.DISABLED, now)
    kept_for = DISABLED_AFTER_SUSPENSION if was_suspended else DISABLED_AFTER_EXPIRY
    subscription.current_state_end_at = now + kept_for


def delete(subscription: Subscription, now: datetime) -> None:
    """Final. Who had its licences is kept: the row tells the past."""
    _deprovision(subscription, Status.DELETED, now)
    subscription.current_state_end_at = None


def forget_instructions(subscription: Subscription) -> None:
    subscription.renewal_term = subscription.renewal_billing_cycle = ""


def take_price(subscription: Subscription, product: Product) -> None:
    subscription.unit_price = product.list_price
    subscription.currency = product.currency


def _end_state(subscription: Subscription, end: datetime) -> None:
    subscription.commitment_end_at = subscription.current_state_end_at = end


def _open_window(subscription: Subscription, start: datetime) -> None:
    """From now on for seven days all can be cancelled and each seat given back."""
    subscription.cancellation_allowed_until_at = start + CANCELLATION_WINDOW
    subscription.refundable = [seats_given(subscription.quantity, start)]


def _deprovision(subscription: Subscription, status: Status, now: datetime) -> None:
    subscription.status = status
    subscription.suspended_at = None
    subscription.auto_renew = False
    subscription.cancellation_allowed_until_at = None
    subscription.refundable = []
    forget_instructions(subscription)
    subscription.deprovisioned_at = subscription.deprovisioned_at or now
