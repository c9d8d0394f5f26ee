"""What the pages that change one subscription have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.urls import reverse
from django.utils import timezone

from activitylog.links import may_open_customer, subscriptions_url
from customers.admin.operations import OperationPage, reason_against
from customers.models import Subscription

if TYPE_CHECKING:
    from collections.abc import Collection

    from portal.admin.form_page import Link, Text


def page_url(subscription: Subscription) -> str:
    return reverse("admin:customers_subscription_change", args=[subscription.pk])


class SubscriptionPage(OperationPage[Subscription]):
    """Changes one subscription, and leads back to its page.

    `rule` says whether its state allows that: this page asks it, and so does who leads here.
    """

    rule: ClassVar[Callable[[Subscription, datetime], None]]
    shows: ClassVar[Collection[str]] = ("customers.view_subscription",)

    def find(self) -> Subscription:
        rows = Subscription.objects.select_related("customer", "product__converts_to", "parent")
        return rows.get(pk=self.kwargs["subscription_id"])

    @property
    def subscription(self) -> Subscription:
        assert self.row
        return self.row

    def obstacle(self) -> Text:
        return reason_against(type(self).rule, self.subscription, timezone.now())

    def arguments(self) -> Mapping[str, Any]:
        return {"subscription_id": self.subscription.pk}

    def subject(self) -> Sequence[Link]:
        customer = self.subscription.customer
        url = subscriptions_url(customer.pk) if may_open_customer(self.request) else ""
        return [(self.subscription.name, page_url(self.subscription)), (str(customer), url)]

    def trail(self) -> Sequence[Link]:
        return [(self.subscription.name, page_url(self.subscription))]

    def landing(self, result: Any = None) -> str:
        return page_url(self.subscription)
