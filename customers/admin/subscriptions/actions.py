"""What can be done with a subscription now: by its state, and by who looks at it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from customers.admin.subscriptions.addresses import PAGES, url_name
from customers.admin.subscriptions.becoming import is_sold_alike
from customers.admin.subscriptions.changing import reason_against
from customers.models import Product, Subscription
from customers.services.subscriptions.rules import ensure_cancellable
from customers.states import Status

if TYPE_CHECKING:
    from customers.admin.operations import Text
    from customers.services.actors import Person

# The first of them that can be done stands in the row, the others in its menu.
MAIN = ("reactivate", "quantity", "convert")


@dataclass(frozen=True, slots=True)
class Action:
    """A page that changes the subscription."""

    label: Text
    url: str
    danger: bool = False


@dataclass(frozen=True, slots=True)
class Actions:
    main: Action | None
    others: list[Action]

    def __bool__(self) -> bool:
        return bool(self.main or self.others)


class Offer:
    """What one reader is offered on one page, which all the actions lead back to."""

    def __init__(self, user: Person, now: datetime, back: str) -> None:
        self.now = now
        self.back = back
        self.names = [
            name for name, page in PAGES.items() if user.has_perm(page.operation.permission)
        ]

    def actions(self, subscription: Subscription, *, has_add_ons: bool) -> Actions:
        can = [name for name in self.names if self._can(name, subscription, has_add_ons)]
        main = next((name for name in MAIN if name in can), None)
        return Actions(
            self._action(main, subscription) if main else None,
            [self._action(name, subscription) for name in can if name != main],
        )

    def _can(self, name: str, row: Subscription, has_add_ons: bool) -> bool:
        if name == "cancel":
            allowed = not reason_against(lambda: ensure_cancellable(row, self.now))
            return allowed and not has_add_ons
        if name == "reactivate":
            return row.status == Status.SUSPENDED
        if row.status != Status.ACTIVE:
            return False
        if name == "upgrade":
            return not (row.is_trial or has_add_ons) and self._has_better(row)
        return _FITS.get(name, _always)(row)

    def _has_better(self, row: Subscription) -> bool:
        return any(
            is_upgrade(row.product, better) and is_sold_alike(row, better) for better in self._sold
        )

    @cached_property
    def _sold(self) -> list[Product]:
        return list(Product.objects.filter(is_available=True, is_trial=False))

    def _action(self, name: str, subscription: Subscription) -> Action:
        url = reverse(f"admin:{url_name(name)}", args=[subscription.pk])
        return Action(
            _LABELS.get(name) or _auto_renew_label(subscription),
            f"{url}?{urlencode({'next': self.back})}",
            name == "cancel",
        )


def is_upgrade(source: Product, better: Product) -> bool:
    """As the service `upgrades` looks them up, of products that are sold."""
    return (
        better.pk != source.pk
        and (better.family, better.currency) == (source.family, source.currency)
        and better.is_add_on == source.is_add_on
        and better.list_price >= source.list_price
    )


def _always(_row: Subscription) -> bool:
    return True


def _is_paid(row: Subscription) -> bool:
    return not row.is_trial


def _converts(row: Subscription) -> bool:
    return row.is_trial and row.product.converts_to_id is not None


_FITS: dict[str, Callable[[Subscription], bool]] = {
    "quantity": _is_paid,
    "renewal": _is_paid,
    "convert": _converts,
    "auto-renew": lambda row: _is_paid(row) or _converts(row),
}
_LABELS = {
    "quantity": _("Change quantity"),
    "reactivate": _("Reactivate"),
    "convert": _("Convert trial…"),
    "upgrade": _("Upgrade…"),
    "licenses": _("Licenses…"),
    "renewal": _("Change renewal…"),
    "rename": _("Rename…"),
    "suspend": _("Suspend…"),
    "cancel": _("Cancel subscription…"),
}


def _auto_renew_label(subscription: Subscription) -> Text:
    if subscription.auto_renew:
        return _("Turn auto-renew off…")
    return _("Turn auto-renew on…")
