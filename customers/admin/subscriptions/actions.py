"""What can be done with a subscription now: by its state, and by who looks at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from customers.admin.operations import reason_against
from customers.admin.subscriptions.addresses import PAGES, url_name
from customers.models import Product, Subscription
from customers.services.subscriptions.rules import ensure_upgradable, upgrades_among

if TYPE_CHECKING:
    from customers.services.actors import Person
    from portal.admin.form_page import Text

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

    def actions(self, subscription: Subscription) -> Actions:
        """In a list, fetch with the rows: customer, product, what it becomes, and add-ons."""
        can = [name for name in self.names if self._can(name, subscription)]
        main = next((name for name in MAIN if name in can), None)
        return Actions(
            self._action(main, subscription) if main else None,
            [self._action(name, subscription) for name in can if name != main],
        )

    def _can(self, name: str, row: Subscription) -> bool:
        rule = self._upgradable if name == "upgrade" else PAGES[name].rule
        return not reason_against(rule, row, self.now)

    def _upgradable(self, row: Subscription, now: datetime) -> None:
        """With one look at the catalogue for all rows."""
        ensure_upgradable(row, now, targets=lambda row: upgrades_among(self._sold, row))

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
