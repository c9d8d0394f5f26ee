"""What is done to a subscription, each at an address of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from customers.api.access import to_write
from customers.api.parts import each
from customers.api.subscriptions.bodies import TrialConversion, Upgrade
from customers.api.subscriptions.serializers import SubscriptionSerializer
from customers.api.subscriptions.views import VIEW, SubscriptionView
from customers.services.subscriptions import cancel, convert_trial, reactivate, suspend, upgrade
from portal.api.bodies import read_body
from portal.api.describing import changes

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.response import Response


class SuspendSubscription(SubscriptionView):
    writing = to_write(VIEW, suspend)

    @changes("suspend_subscription", SubscriptionSerializer)
    def post(self, request: Request, subscription_id: UUID) -> Response:
        """Suspend a subscription.

        Its users lose access; it is billed on, and does not renew.
        """
        return self.act(request, each(suspend))


class ReactivateSubscription(SubscriptionView):
    writing = to_write(VIEW, reactivate)

    @changes("reactivate_subscription", SubscriptionSerializer)
    def post(self, request: Request, subscription_id: UUID) -> Response:
        """Let a suspended subscription go on, before its term is over."""
        return self.act(request, each(reactivate))


class CancelSubscription(SubscriptionView):
    writing = to_write(VIEW, cancel)

    @changes("cancel_subscription", SubscriptionSerializer)
    def post(self, request: Request, subscription_id: UUID) -> Response:
        """End a subscription at once, and for good.

        Within 7 days after purchase or renewal; trials, and what has not begun yet, at any time.
        """
        return self.act(request, each(cancel))


class UpgradeSubscription(SubscriptionView):
    writing = to_write(VIEW, upgrade)

    @changes("upgrade_subscription", SubscriptionSerializer, Upgrade)
    def post(self, request: Request, subscription_id: UUID) -> Response:
        """Go on with a better product of the same family.

        A new term begins now; licenses are kept.
        """
        return self.act(request, each(upgrade, product="product_id"), read_body(request, Upgrade))


class ConvertTrial(SubscriptionView):
    writing = to_write(VIEW, convert_trial)

    @changes("convert_trial", SubscriptionSerializer, TrialConversion)
    def post(self, request: Request, subscription_id: UUID) -> Response:
        """Turn a trial into a paid subscription.

        It begins now and renews; users keep their licenses.
        """
        part = each(convert_trial, "quantity", "term", "billing_cycle")
        return self.act(request, part, read_body(request, TrialConversion))
