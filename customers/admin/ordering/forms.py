from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID, uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from customers.admin.ordering.widgets import (
    ItemSelect,
    NameInput,
    NameSelect,
    PlainHidden,
    PlainInput,
    PlainNumber,
    PlainSelect,
)
from customers.models import Product, Subscription
from customers.services.orders import MOST_LINES, LineRequest, MoreSeats, NewSubscription
from customers.services.validity import LARGEST
from customers.states import BillingCycle, Term
from portal.filters.fields import NO_DATE

if TYPE_CHECKING:
    from customers.admin.ordering.catalogue import Catalogue, Names

PREFIX = "lines"


def utc_today() -> Any:
    return timezone.now().astimezone(UTC).date()


class OrderForm(forms.Form):
    """What holds for the whole order. Its ID is made with the form: it is placed once."""

    order_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    starts_at = forms.DateField(
        label=_("Start date"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Empty: at once. Otherwise at the beginning of that day in UTC."),
        error_messages={"invalid": NO_DATE},
    )
    partner_on_record = forms.CharField(
        label=_("Partner on record"),
        required=False,
        max_length=40,
        help_text=_("The MPN ID of the partner who is credited with the order."),
    )

    def clean_starts_at(self) -> datetime | None:
        day = self.cleaned_data["starts_at"]
        if day is None or day == utc_today():
            return None
        if day < utc_today():
            raise forms.ValidationError(gettext("Choose today or a later day."))
        return datetime.combine(day, time.min, tzinfo=UTC)


class TrialForm(forms.Form):
    """The head of an order of one trial, which begins at once."""

    order_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)


class LineForm(forms.Form):
    """One line: a product with its term and billing, or more seats of what there is."""

    item = forms.CharField(label=_("Product"), required=False)
    quantity = forms.IntegerField(
        label=_("Quantity"), min_value=1, max_value=LARGEST, initial=1, widget=PlainNumber
    )
    term = forms.ChoiceField(
        label=_("Term"), choices=Term.choices, initial=Term.YEAR, widget=PlainSelect
    )
    billing_cycle = forms.ChoiceField(
        label=_("Billing"), choices=BillingCycle.choices, widget=PlainSelect
    )
    name = forms.CharField(label=_("Name"), required=False, max_length=200, widget=PlainInput)
    parent = forms.CharField(label=_("Add-on of"), required=False)

    def __init__(self, *args: Any, catalogue: Catalogue, is_typed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.catalogue = catalogue
        for field in self.fields.values():
            field.hidden_widget = PlainHidden
        self._choose("item", catalogue.item_names, is_typed)
        if catalogue.trials_only:
            for name in ("quantity", "term", "billing_cycle", "name", "parent"):
                del self.fields[name]
        elif catalogue.has_add_ons:
            self._choose("parent", catalogue.parent_names, is_typed)
        else:
            del self.fields["parent"]

    def _choose(self, name: str, names: Names, is_typed: bool) -> None:
        field = self.fields[name]
        if is_typed:
            field.widget = NameInput(names, f"{name}s")
        elif name == "item":
            choices = [("", gettext("Choose…")), *self.catalogue.choices]
            field.widget = ItemSelect(self.catalogue, choices)
        else:
            field.widget = NameSelect(names, [("", "–"), *self.catalogue.parents.items()])

    @property
    def is_empty(self) -> bool:
        return not self.cleaned_data.get("item")

    def clean_item(self) -> Product | Subscription | None:
        text = self.cleaned_data["item"]
        item = self.catalogue.find(text) if text else None
        if text and item is None:
            raise forms.ValidationError(gettext("This cannot be ordered. Choose from the list."))
        return item

    def clean_parent(self) -> UUID | None:
        said = self.cleaned_data["parent"]
        key = self.catalogue.parent_names.key(said)
        if said and key not in self.catalogue.parents:
            raise forms.ValidationError(gettext("It cannot be for this. Choose from the list."))
        return UUID(key) if said else None

    def clean(self) -> dict[str, Any]:
        if not self.data.get(self.add_prefix("item"), "").strip():
            # Nothing chosen: what stands in the other fields does not matter.
            self._errors = forms.utils.ErrorDict()
        return self.cleaned_data

    def request(self) -> LineRequest:
        said = self.cleaned_data
        item = said["item"]
        if isinstance(item, Subscription):
            return MoreSeats(subscription_id=item.pk, quantity=said["quantity"])
        return NewSubscription(
            product_id=item.pk,
            quantity=said["quantity"],
            term=only_one(item.terms, said["term"]),
            billing_cycle=only_one(item.billing_cycles, said["billing_cycle"]),
            name=said["name"],
            parent_id=said.get("parent") if item.is_add_on else None,
        )


def only_one(offered: list[str], chosen: str) -> str:
    """Where there is no choice, what was chosen does not matter."""
    return offered[0] if len(offered) == 1 else chosen


class LineFormSet(forms.BaseFormSet[LineForm]):
    """The lines; those without a product are left out."""

    def filled(self) -> list[int]:
        """The places of the lines that ask for something."""
        return [place for place, form in enumerate(self.forms) if not form.is_empty]

    def clean(self) -> None:
        if not any(self.errors) and not self.filled():
            raise forms.ValidationError(gettext("Choose at least one product."))

    def requests(self) -> list[LineRequest]:
        return [self.forms[place].request() for place in self.filled()]


Lines = cast(
    "type[LineFormSet]",
    forms.formset_factory(
        LineForm, formset=LineFormSet, extra=0, max_num=MOST_LINES, absolute_max=MOST_LINES
    ),
)
