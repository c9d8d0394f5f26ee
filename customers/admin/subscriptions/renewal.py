"""Whether it renews, for how long and billed how; and what it is called."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from customers.admin.operations import ChangeForm, offer_choices
from customers.admin.subscriptions.changing import SubscriptionPage
from customers.services.subscriptions import change_renewal, rename, set_auto_renew
from customers.services.subscriptions.rules import (
    ensure_auto_renew_changeable,
    ensure_renamable,
    ensure_renewal_changeable,
)
from customers.states import BillingCycle, Term
from customers.wording import day_text, price_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from customers.models import Product, Subscription
    from portal.admin.form_page import Text


def terms_of(product: Product) -> Iterable[tuple[str, str]]:
    return [(code, str(Term(code).label)) for code in product.terms]


def cycles_of(product: Product) -> Iterable[tuple[str, str]]:
    return [(code, str(BillingCycle(code).label)) for code in product.billing_cycles]


class TermForm(ChangeForm):
    """A term and how it is billed, of those that a product is offered with."""

    term = forms.ChoiceField(label=_("Term"))
    billing_cycle = forms.ChoiceField(label=_("Billing"))

    def __init__(self, *args: Any, product: Product, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_choices(self, "term", terms_of(product))
        offer_choices(self, "billing_cycle", cycles_of(product))


class RenewalPage(SubscriptionPage):
    """Another term, or another billing, from the next renewal on."""

    operation = change_renewal
    rule = ensure_renewal_changeable
    form_class = TermForm
    title = _("Change renewal")

    def form_options(self) -> dict[str, Any]:
        return {"product": self.subscription.product}

    def initial(self) -> dict[str, Any]:
        row = self.subscription
        return {
            "term": row.renewal_term or row.term,
            "billing_cycle": row.renewal_billing_cycle or row.billing_cycle,
        }

    def explanation(self) -> list[str]:
        row = self.subscription
        texts = [
            gettext("Nothing changes before it renews: now it is %(term)s, %(billing)s.")
            % {
                "term": row.get_term_display(),
                "billing": row.get_billing_cycle_display(),
            },
            gettext("It renews at the list price of that day; today that is %(price)s.")
            % {"price": price_text(row.product, row.quantity)},
        ]
        if not row.auto_renew:
            texts.append(
                gettext("Automatic renewal is off: what you choose here holds once it is on.")
            )
        return texts

    def done(self, result: Subscription) -> str:
        return gettext("It renews with other terms now.")


class AutoRenewPage(SubscriptionPage):
    """Turns automatic renewal to what it is not."""

    operation = set_auto_renew
    rule = ensure_auto_renew_changeable

    def heading(self) -> Text:
        if self.subscription.auto_renew:
            return _("Turn automatic renewal off")
        return _("Turn automatic renewal on")

    def arguments(self) -> Mapping[str, Any]:
        # The version that was seen says what it was: nothing can be turned twice.
        return {**super().arguments(), "auto_renew": not self.subscription.auto_renew}

    def explanation(self) -> list[str]:
        row = self.subscription
        end = day_text(row.commitment_end_at) if row.commitment_end_at else "–"
        if row.auto_renew:
            text = gettext(
                "It ends on %(day)s, and its users lose access then. Nothing changes before, and"
                " you can turn it on again until then."
            )
            return [text % {"day": end}]
        if row.is_trial and row.product.converts_to:
            text = gettext("On %(day)s the trial becomes %(product)s and is paid for: %(price)s.")
            price = price_text(row.product.converts_to, row.quantity)
            return [text % {"day": end, "product": row.product.converts_to, "price": price}]
        text = gettext(
            "On %(day)s a new term follows: %(term)s, %(billing)s, at the list price of that day;"
            " today that is %(price)s."
        )
        said = {
            "day": end,
            "term": Term(row.renewal_term or row.term).label,
            "billing": BillingCycle(row.renewal_billing_cycle or row.billing_cycle).label,
            "price": price_text(row.product, row.quantity),
        }
        return [text % said]

    def done(self, result: Subscription) -> str:
        if result.auto_renew:
            return gettext("Automatic renewal is on.")
        return gettext("Automatic renewal is off.")


class RenameForm(ChangeForm):
    name = forms.CharField(label=_("Name"), max_length=200)


class RenamePage(SubscriptionPage):
    operation = rename
    rule = ensure_renamable
    form_class = RenameForm
    title = _("Rename")

    def initial(self) -> dict[str, Any]:
        return {"name": self.subscription.name}

    def explanation(self) -> str:
        return gettext(
            "It is %(product)s. The name changes nothing but what it is called here."
        ) % {"product": self.subscription.product.name}

    def done(self, result: Subscription) -> str:
        return gettext("It is called %(name)s now.") % {"name": result.name}
