"""In which currency a report of amounts is: they are never added across currencies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count

from customers.models import Customer
from customers.states import Status

if TYPE_CHECKING:
    from analytics.scope import Scope


def active_by_currency(scope: Scope) -> dict[str, int]:
    """How many active subscriptions there are in each currency, most first."""
    active = scope.subscriptions().filter(status=Status.ACTIVE)
    counts = active.order_by().values("currency").annotate(count=Count("pk"))
    return dict(counts.order_by("-count", "currency").values_list("currency", "count").iterator())


def usual_currency(active: dict[str, int]) -> str:
    """That of most active subscriptions; where none is active, that of new customers."""
    return next(iter(active), str(Customer._meta.get_field("currency").default))
