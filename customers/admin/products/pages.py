"""The pages that add a product to the catalogue and change one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from customers.admin.editing import EditPage, form_of
from customers.admin.operations import ChangeForm, OperationPage
from customers.models import Product
from customers.services import products as services
from customers.services.products import PRODUCT_FIELDS
from customers.states import BillingCycle, Term
from portal.admin.form_page import Link, OperationForm, Text

if TYPE_CHECKING:
    from customers.services import Actor

CHOSEN: dict[str, forms.Field] = {
    "terms": forms.MultipleChoiceField(
        label=_("Terms"), choices=Term.choices, widget=forms.CheckboxSelectMultiple
    ),
    "billing_cycles": forms.MultipleChoiceField(
        label=_("Billing cycles"),
        choices=BillingCycle.choices,
        widget=forms.CheckboxSelectMultiple,
    ),
    "converts_to": forms.ModelChoiceField(
        Product.objects.filter(is_trial=False).order_by("folded", "id"),
        label=_("Becomes when paid for"),
        required=False,
        help_text=_("For trials: the product that a trial is converted to."),
    ),
}


class AddProduct(OperationPage[Product]):
    operation = services.create_product
    shows = ("customers.view_product",)
    form_class = form_of(Product, PRODUCT_FIELDS, OperationForm, **CHOSEN)
    title = _("Add product")

    def perform(self, actor: Actor, values: Mapping[str, Any]) -> Product:
        return services.create_product(actor=actor, values=values)

    def initial(self) -> dict[str, Any]:
        unsaved = Product()
        return {"terms": unsaved.terms, "billing_cycles": unsaved.billing_cycles}

    def done(self, result: Product) -> str:
        return gettext("%(product)s is in the catalogue.") % {"product": result}

    def landing(self, result: Product | None = None) -> str:
        if result:
            return reverse("admin:customers_product_change", args=[result.pk])
        return reverse("admin:customers_product_changelist")


class ChangeProduct(EditPage[Product]):
    operation = services.update_product
    shows = ("customers.view_product",)
    fields = PRODUCT_FIELDS
    form_class = form_of(Product, PRODUCT_FIELDS, ChangeForm, **CHOSEN)
    title = _("Edit product")
    button = _("Save")

    def find(self) -> Product:
        return Product.objects.get(pk=self.kwargs["product_id"])

    @property
    def product(self) -> Product:
        assert self.row
        return self.row

    def arguments(self) -> Mapping[str, Any]:
        return {"product_id": self.product.pk}

    def explanation(self) -> Text:
        return _("Subscriptions keep the price of their term until they renew.")

    def trail(self) -> Sequence[Link]:
        return [(str(self.product), self.landing())]

    def done(self, result: Product) -> str:
        return gettext("%(product)s is changed.") % {"product": result}

    def landing(self, result: Any = None) -> str:
        return reverse("admin:customers_product_change", args=[self.product.pk])
