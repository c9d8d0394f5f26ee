"""What the pages that change one subscription have in common."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from django.db.models import Exists, OuterRef
from django.urls import reverse

from activitylog.links import may_open_customer, subscriptions_url
from customers.admin.operations import Link, OperationPage, Text
from customers.models import Subscription
from customers.services import Broken
from customers.states import Status

if TYPE_CHECKING:
    from collections.abc import Collection


def page_url(subscription: Subscription) -> str:
    return reverse("admin:customers_subscription_change", args=[subscription.pk])


def reason_against(*rules: Callable[[], None]) -> Text:
    """Why not, by the first rule that is broken; empty if none is."""
    try:
        for rule in rules:
            rule()
    except Broken as broken:
        return broken.reason
    return ""


class SubscriptionPage(OperationPage[Subscription]):
    """Changes one subscription, and leads back to its page."""

    shows: ClassVar[Collection[str]] = ("customers.view_subscription",)

    def find(self) -> Subscription:
        rows = Subscription.objects.select_related("customer", "product__converts_to", "parent")
        return rows.get(pk=self.kwargs["subscription_id"])

    @property
    def subscription(self) -> Subscription:
        assert self.row
        return self.row

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


def running_add_ons() -> Exists:
    """Whether add-ons of a subscription run, for a queryset of them."""
    running = (Status.PENDING, Status.ACTIVE, Status.SUSPENDED)
    return Exists(Subscription.objects.filter(parent=OuterRef("pk"), status__in=running))
