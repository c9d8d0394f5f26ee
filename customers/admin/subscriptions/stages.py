"""Suspended, going on again, cancelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from customers.admin.subscriptions.changing import SubscriptionPage
from customers.services.subscriptions import cancel, reactivate, suspend
from customers.services.subscriptions.rules import (
    ensure_cancellable,
    ensure_reactivatable,
    ensure_suspendable,
)
from customers.wording import day_text, list_price_text
from portal.numbers import grouped

if TYPE_CHECKING:
    from customers.models import Subscription


def access_lost(subscription: Subscription) -> str:
    count = subscription.assigned_quantity
    if not count:
        return gettext("Nobody has a license of it.")
    text = ngettext(
        "%(count)s user loses access at once.", "%(count)s users lose access at once.", count
    )
    return text % {"count": grouped(count)}


class SuspendPage(SubscriptionPage):
    operation = suspend
    rule = ensure_suspendable
    title = _("Suspend")
    button = _("Suspend subscription")
    danger = True

    def explanation(self) -> list[str]:
        price = list_price_text(self.subscription)
        texts = [
            access_lost(self.subscription) + " " + gettext("Their licenses are kept."),
            gettext("It is billed on: %(price)s.") % {"price": price},
        ]
        if end := self.subscription.commitment_end_at:
            text = gettext(
                "What is suspended does not renew: unless you reactivate it before, it ends on"
                " %(day)s."
            )
            texts.append(text % {"day": day_text(end)})
        if self.subscription.renewal_term or self.subscription.renewal_billing_cycle:
            texts.append(gettext("The term and billing chosen for its renewal are dropped."))
        return texts

    def done(self, result: Subscription) -> str:
        return gettext("%(name)s is suspended.") % {"name": result.name}


class ReactivatePage(SubscriptionPage):
    operation = reactivate
    rule = ensure_reactivatable
    title = _("Reactivate")
    button = _("Reactivate subscription")

    def explanation(self) -> list[str]:
        subscription = self.subscription
        texts = [
            gettext("Its users have access again at once."),
            gettext("It is billed as before: %(price)s.")
            % {"price": list_price_text(subscription)},
        ]
        if end := subscription.commitment_end_at:
            renews, ends = gettext("It renews on %(day)s."), gettext("It ends on %(day)s.")
            text = renews if subscription.auto_renew else ends
            texts.append(text % {"day": day_text(end)})
        return texts

    def done(self, result: Subscription) -> str:
        return gettext("%(name)s is active again.") % {"name": result.name}


class CancelPage(SubscriptionPage):
    operation = cancel
    rule = ensure_cancellable
    title = _("Cancel subscription")
    danger = True

    def explanation(self) -> list[str]:
        subscription = self.subscription
        texts = [gettext("It ends at once, and for good."), access_lost(subscription)]
        price = list_price_text(subscription)
        texts.append(gettext("It is no longer billed: %(price)s.") % {"price": price})
        if (until := subscription.cancellation_allowed_until_at) and not subscription.is_trial:
            text = gettext("It can be cancelled until %(day)s only.")
            texts.append(text % {"day": day_text(until)})
        return texts

    def done(self, result: Subscription) -> str:
        return gettext("%(name)s is cancelled.") % {"name": result.name}
