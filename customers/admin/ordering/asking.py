"""What was asked for: the order's form and those of its lines, together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.http import HttpRequest
from django.urls import reverse

from activitylog.links import may_open_customer, subscriptions_url
from customers.services.orders import order_trial, place_order

if TYPE_CHECKING:
    from customers.admin.ordering.forms import LineFormSet
    from customers.models import Customer, Order
    from customers.services import Actor, Refused

_LINE = re.compile(r"lines-(?P<place>\d+)(?:-(?P<field>\w+))?", re.ASCII)
# Both are chosen in one field.
_FIELDS = {"product": "item", "subscription": "item"}


@dataclass(slots=True)
class Asked:
    customer: Customer
    head: forms.Form
    lines: LineFormSet
    trials_only: bool
    is_typed: bool
    """Whether products are typed, with one list for all lines."""
    problem: str = ""
    """What is wrong with how it was sent."""

    def is_valid(self) -> bool:
        return all((self.head.is_valid(), self.lines.is_valid()))

    @property
    def order_id(self) -> UUID:
        return UUID(str(self.head.cleaned_data["order_id"]))

    @property
    def begins_at(self) -> datetime | None:
        """When, if it is asked for and can be read, and not at once."""
        said = self.head.cleaned_data if self.head.is_bound and self.head.is_valid() else {}
        return said.get("starts_at")

    def place(self, actor: Actor) -> Order:
        said = self.head.cleaned_data
        if self.trials_only:
            (place,) = self.lines.filled()[:1]
            return order_trial(
                actor=actor,
                customer_id=self.customer.pk,
                product_id=self.lines.forms[place].cleaned_data["item"].pk,
                order_id=self.order_id,
            )
        return place_order(
            actor=actor,
            customer_id=self.customer.pk,
            lines=self.lines.requests(),
            partner_on_record=said["partner_on_record"],
            starts_at=said["starts_at"],
            order_id=self.order_id,
        )

    def refuse(self, refused: Refused) -> None:
        """Put the reason at the field of the line that it is about."""
        found = _LINE.fullmatch(refused.field)
        if not found:
            shown = [field.name for field in self.head.visible_fields()]
            field = refused.field if refused.field in shown else None
            self.head.add_error(field, refused.reason)
            return
        form = self.lines.forms[self.lines.filled()[int(found["place"])]]
        name = _FIELDS.get(found["field"] or "", found["field"])
        form.add_error(name if name in form.fields else None, refused.reason)

    @property
    def wrong_fields(self) -> list[tuple[str, str]]:
        """Each field with an error: its label, and the address of it in the page."""
        return [
            (f"{number}. {field.label}" if number else str(field.label), f"#{field.auto_id}")
            for number, form in enumerate((self.head, *self.lines.forms))
            if form.errors
            for field in form.visible_fields()
            if field.errors
        ]

    @property
    def reasons(self) -> list[str]:
        """What is wrong with no field."""
        found: list[Any] = [self.problem] if self.problem else []
        found += [*self.head.non_field_errors(), *self.lines.non_form_errors()]
        for number, form in enumerate(self.lines.forms, 1):
            found += [f"{number}. {error}" for error in form.non_field_errors()]
        return [str(error) for error in found]


def order_url(request: HttpRequest, order: Order) -> str:
    """The order's page, or what it brought about that this reader may open."""
    if request.user.has_perm("customers.view_order"):
        return reverse("admin:customers_order_change", args=[order.pk])
    if may_open_customer(request):
        return subscriptions_url(order.customer_id)
    first = order.lines.values_list("subscription", flat=True).order_by("line_number")[0]
    return reverse("admin:customers_subscription_change", args=[first])
