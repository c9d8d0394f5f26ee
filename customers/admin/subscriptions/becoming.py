"""Subscriptions that go on as another product."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from customers.admin.operations import ChangeForm, offer_choices
from customers.admin.subscriptions.changing import SubscriptionPage
from customers.admin.subscriptions.renewal import TermForm
from customers.services.subscriptions import convert_trial, upgrade, upgrade_targets
from customers.services.subscriptions.rules import ensure_convertible, ensure_upgradable
from customers.services.validity import LARGEST
from customers.wording import list_price_text, price_text
from portal.numbers import money_text

if TYPE_CHECKING:
    from customers.models import Product, Subscription
    from customers.services import Actor


class ConvertForm(TermForm):
    quantity = forms.IntegerField(label=_("Quantity"), min_value=1, max_value=LARGEST)
    field_order = ("quantity", "term", "billing_cycle")


class ConvertPage(SubscriptionPage):
    """A trial becomes a paid subscription."""

    operation = convert_trial
    rule = ensure_convertible
    form_class = ConvertForm
    title = _("Convert trial")
    button = _("Convert to a paid subscription")

    @property
    def target(self) -> Product:
        """What it becomes; where there is nothing, `obstacle` says so."""
        return self.subscription.product.converts_to or self.subscription.product

    def form_options(self) -> dict[str, Any]:
        return {"product": self.target}

    def initial(self) -> dict[str, Any]:
        target, quantity = self.target, self.subscription.quantity
        return {
            "quantity": min(max(quantity, target.minimum_quantity), target.maximum_quantity),
            "term": target.terms[0],
            "billing_cycle": target.billing_cycles[0],
        }

    def explanation(self) -> list[str]:
        price = money_text(self.target.list_price, self.target.currency)
        return [
            gettext(
                "It becomes %(product)s today, and its users keep their licenses. Each seat costs"
                " %(price)s a month, list price before tax."
            )
            % {"product": self.target, "price": price},
            gettext("It can be cancelled, and seats given back, for 7 days."),
        ]

    def done(self, result: Subscription) -> str:
        return gettext("The trial is a paid subscription now: %(price)s.") % {
            "price": list_price_text(result)
        }


class UpgradeForm(ChangeForm):
    product = forms.ChoiceField(label=_("New product"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "product", choices)


class UpgradePage(SubscriptionPage):
    """A better product of the same family."""

    operation = upgrade
    rule = ensure_upgradable
    form_class = UpgradeForm
    title = _("Upgrade")

    @cached_property
    def targets(self) -> list[Product]:
        return upgrade_targets(self.subscription)

    def form_options(self) -> dict[str, Any]:
        return {"choices": [(str(target.pk), self._said(target)) for target in self.targets]}

    def _said(self, target: Product) -> str:
        row = self.subscription
        more = (target.list_price - row.unit_price) * row.quantity
        return gettext("%(product)s: %(price)s, %(difference)s a month") % {
            "product": target.name,
            "price": price_text(target, row.quantity),
            "difference": difference_text(more, row.currency),
        }

    def explanation(self) -> list[str]:
        return [
            gettext("Now it is %(product)s: %(price)s.")
            % {
                "product": self.subscription.product.name,
                "price": list_price_text(self.subscription),
            },
            gettext(
                "The new product's term of %(term)s begins today. Users keep their licenses; it"
                " cannot be turned back."
            )
            % {"term": self.subscription.get_term_display()},
        ]

    def perform(self, actor: Actor, values: Mapping[str, Any]) -> Subscription:
        return upgrade(
            actor=actor,
            subscription_id=self.subscription.pk,
            product_id=values["product"],
            version=values["version"],
        )

    def done(self, result: Subscription) -> str:
        return gettext("It is %(product)s now: %(price)s.") % {
            "product": result.product.name,
            "price": list_price_text(result),
        }


def difference_text(more: Decimal, currency: str) -> str:
    sign = "+" if more >= 0 else "−"
    return sign + money_text(abs(more), currency)
