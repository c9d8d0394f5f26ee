from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from customers.admin.operations import ChangeForm
from customers.admin.subscriptions.changing import SubscriptionPage
from customers.services.subscriptions import change_quantity, refundable_quantity
from customers.services.subscriptions.rules import ensure_quantity_changeable
from customers.services.validity import LARGEST
from customers.terms import CANCELLATION_WINDOW
from customers.wording import day_text, list_price_text
from portal.numbers import grouped, money_text

if TYPE_CHECKING:
    from customers.models import Subscription


class QuantityForm(ChangeForm):
    quantity = forms.IntegerField(label=_("Quantity"), min_value=1, max_value=LARGEST)


class QuantityPage(SubscriptionPage):
    """More seats, or fewer."""

    operation = change_quantity
    rule = ensure_quantity_changeable
    form_class = QuantityForm
    template_name = "admin/customers/subscription/quantity.html"
    title = _("Change quantity")

    def initial(self) -> dict[str, Any]:
        return {"quantity": self.subscription.quantity}

    def explanation(self) -> list[str]:
        return [seats_text(self.subscription), *refund_text(self.subscription, timezone.now())]

    def extra(self, form: forms.Form) -> dict[str, Any]:
        """What the script says while a number is typed."""
        subscription = self.subscription
        until = day_text(timezone.now() + CANCELLATION_WINDOW)
        price = money_text(subscription.unit_price, subscription.currency)
        more = gettext(
            "From {old} to {new} seats: +{count} × %(price)s a month = {sum} more a month,"
            " list price before tax; can be given back until %(day)s."
        )
        fewer = gettext(
            "From {old} to {new} seats: −{count} × %(price)s a month = {sum} less a month,"
            " list price before tax."
        )
        return {
            "subscription": subscription,
            "more": more % {"price": price, "day": until},
            "fewer": fewer % {"price": price},
        }

    def done(self, result: Subscription) -> str:
        return gettext("Quantity changed to %(count)s.") % {"count": grouped(result.quantity)}


def seats_text(subscription: Subscription) -> str:
    assigned = ngettext(
        "%(count)s seat is assigned.",
        "%(count)s seats are assigned.",
        subscription.assigned_quantity,
    ) % {"count": grouped(subscription.assigned_quantity)}
    return gettext("It costs %(price)s. %(assigned)s") % {
        "price": list_price_text(subscription),
        "assigned": assigned,
    }


def refund_text(subscription: Subscription, now: datetime) -> Iterator[str]:
    """How many seats can go, and until when."""
    count = refundable_quantity(subscription, now)
    if not count:
        yield gettext(
            "No seats can be given back now: that is possible for 7 days after they were bought,"
            " renewed or added."
        )
        return
    ends = [datetime.fromisoformat(seats["allowed_until"]) for seats in subscription.refundable]
    text = ngettext(
        "%(count)s seat can be given back, the last until %(day)s.",
        "%(count)s seats can be given back, the last until %(day)s.",
        count,
    )
    yield text % {"count": grouped(count), "day": day_text(max(ends))}
