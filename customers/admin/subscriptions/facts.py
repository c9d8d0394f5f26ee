"""What is known of a subscription, in short lines beside the rest."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from customers.admin.subscriptions.changing import page_url
from customers.services.subscriptions import refundable_quantity
from customers.states import BillingCycle, Term
from customers.wording import day_text
from portal.admin.facts import Fact, fact, label_of
from portal.numbers import grouped

if TYPE_CHECKING:
    from customers.models import Subscription

# Told where they are set, in this order.
MOMENTS = (
    "effective_start_at",
    "last_renewed_at",
    "commitment_end_at",
    "trial_start_at",
    "trial_end_at",
    "trial_converted_at",
    "suspended_at",
    "deprovisioned_at",
)
AHEAD = ("current_state_end_at", "cancellation_allowed_until_at")
"""Told while they are ahead."""


def side_facts(subscription: Subscription) -> list[Fact]:
    return [fact for fact in _facts(subscription) if fact.value]


def _facts(row: Subscription) -> Iterator[Fact]:
    product = row.product
    yield Fact(gettext("Product"), product.name)
    yield Fact(gettext("SKU"), product.sku, copy=True)
    yield Fact(gettext("Family"), product.family)
    if row.parent:
        yield Fact(gettext("Add-on of"), _link(row.parent))
    yield fact(row, "auto_renew")
    yield Fact(gettext("At renewal"), _renewal_text(row))
    for name in MOMENTS:
        yield _moment(row, name)
    for name in AHEAD:
        value = getattr(row, name)
        if value and value > timezone.now() and value != row.commitment_end_at:
            yield _moment(row, name)
    yield Fact(gettext("Seats that can be given back"), _refund_text(row))
    yield _moment(row, "created_at")
    yield fact(row, "id", copy=True)


def _moment(row: Subscription, name: str) -> Fact:
    value: datetime | None = getattr(row, name)
    return Fact(label_of(row, name), day_text(value) if value else "")


def _renewal_text(row: Subscription) -> str:
    """Only where it differs from what holds now."""
    if not (row.renewal_term or row.renewal_billing_cycle):
        return ""
    term = Term(row.renewal_term or row.term).label
    cycle = BillingCycle(row.renewal_billing_cycle or row.billing_cycle).label
    return f"{term} · {cycle}"


def _refund_text(row: Subscription) -> str:
    count = refundable_quantity(row, timezone.now())
    return ngettext("%(count)s seat", "%(count)s seats", count) % {"count": grouped(count)}


def _link(row: Subscription) -> SafeString:
    return format_html('<a href="{}">{}</a>', page_url(row), row)
