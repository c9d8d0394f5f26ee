"""The cells of a movement. Each is named like the field it shows."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from django.contrib import admin
from django.utils.functional import Promise, lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from activitylog.admin.columns import zone_heading
from activitylog.links import subscription_url, subscriptions_url
from activitylog.moments import moment_html
from portal.admin.facts import NOTHING
from portal.figures import Unit
from portal.numbers import number_text, signed

if TYPE_CHECKING:
    from customers.models import SubscriptionMovement

Shown = SafeString | str


@admin.display(description=lazy(zone_heading, SafeString)())
def occurred_at(movement: SubscriptionMovement) -> SafeString:
    return moment_html(movement.occurred_at)


@admin.display(description=_("customer"))
def customer(movement: SubscriptionMovement) -> SafeString:
    return _name(movement.customer)


@admin.display(description=_("customer"))
def linked_customer(movement: SubscriptionMovement) -> SafeString:
    """For who may open the customer's pages."""
    return _link(movement.customer, subscriptions_url(movement.customer_id))


@admin.display(description=_("subscription"))
def subscription(movement: SubscriptionMovement) -> SafeString:
    return _name(movement.subscription)


@admin.display(description=_("subscription"))
def linked_subscription(movement: SubscriptionMovement) -> SafeString:
    """For who may open its page."""
    return _link(movement.subscription, subscription_url(movement.subscription_id))


@admin.display(description=_("kind"))
def kind(movement: SubscriptionMovement) -> Shown:
    label = movement.get_kind_display()
    if not movement.is_trial:
        return label
    return format_html('{} <span class="tag">{}</span>', label, _("Trial"))


SEATS, ACTIVE_SEATS, LICENSES = _("Seats"), _("Active seats"), _("Assigned licenses")
MONTHLY_PRICE, AMOUNT = _("Monthly price"), _("Amount")


@admin.display(description=SEATS)
def quantity(movement: SubscriptionMovement) -> SafeString:
    return _number(SEATS, movement.quantity)


@admin.display(description=ACTIVE_SEATS)
def active_quantity(movement: SubscriptionMovement) -> SafeString:
    return _number(ACTIVE_SEATS, movement.active_quantity)


@admin.display(description=LICENSES)
def active_assigned_quantity(movement: SubscriptionMovement) -> SafeString:
    return _number(LICENSES, movement.active_assigned_quantity)


@admin.display(description=MONTHLY_PRICE)
def monthly_price(movement: SubscriptionMovement) -> SafeString:
    return _money(MONTHLY_PRICE, movement.monthly_price, movement.currency)


@admin.display(description=AMOUNT)
def amount(movement: SubscriptionMovement) -> SafeString:
    return _money(AMOUNT, movement.amount, movement.currency)


def _name(shown: object) -> SafeString:
    return format_html('<span class="name" title="{}">{}</span>', shown, shown)


def _link(shown: object, url: str) -> SafeString:
    return format_html('<a class="name" href="{}" title="{}">{}</a>', url, shown, shown)


def _number(label: Promise, value: int) -> SafeString:
    return _figure(label, signed(number_text(value), value)) if value else NOTHING


def _money(label: Promise, value: Decimal, currency: str) -> SafeString:
    text = number_text(value, Unit.MONEY, currency)
    return _figure(label, signed(text, value)) if value else NOTHING


def _figure(label: Promise, text: str) -> SafeString:
    # On a phone a row is a card, without the heads of the columns.
    return format_html('<span class="muted phone-only">{} </span>{}', label, text)
