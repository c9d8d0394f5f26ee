from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.generic import View

from activitylog.admin.acting import acting
from activitylog.links import may_open_customer, subscriptions_url
from customers.admin.operations import actor_of, typed_number
from customers.admin.ordering.asking import Asked, order_url
from customers.admin.ordering.catalogue import Catalogue
from customers.admin.ordering.checking import Checked, checked
from customers.admin.ordering.forms import PREFIX, Lines, OrderForm, TrialForm
from customers.admin.ordering.posted import Posted, too_many
from customers.admin.page_tools import may_order, reason_against_business
from customers.models import Customer, Order
from customers.services import Refused, recording_refusals
from customers.services.orders import MOST_LINES
from customers.wording import day_text
from portal.numbers import grouped, money_text


class OrderingPage(View):
    """Lines are filled in, checked with what they cost, and then placed: each step is a button
    of one form, so that it works without script."""

    template_name = "admin/customers/ordering/order.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_order(request):
            raise PermissionDenied
        self.customer = get_object_or_404(Customer, pk=kwargs["customer_id"])
        self.catalogue = Catalogue.of(acting(request), self.customer)
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.page(self.asked())

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        data = request.POST
        posted = Posted.of(data)
        if posted.problem:
            return self.page(self.asked(typed=data, lines=posted.lines, problem=posted.problem))
        if "add" in data and len(posted.lines) == MOST_LINES:
            return self.page(self.asked(typed=data, lines=posted.lines, problem=too_many()))
        if lines := changed_lines(data, posted.lines):
            return self.page(self.asked(typed=data, lines=lines))
        asked = self.asked(data, lines=posted.lines)
        if "change" in data or not asked.is_valid():
            return self.page(asked)
        if placed := Order.objects.filter(pk=asked.order_id, customer=self.customer).first():
            # A second click: the first one has done it.
            return redirect(order_url(request, placed))
        return self.place(asked) if "place" in data else self.check(asked)

    def asked(
        self,
        data: QueryDict | None = None,
        *,
        typed: QueryDict | None = None,
        lines: Sequence[Mapping[str, Any]] = ({},),
        problem: str = "",
    ) -> Asked:
        """What is asked by `data`; or, not judged yet, by what was `typed` so far."""
        trials_only = self.catalogue.trials_only
        is_typed = self.catalogue.is_typed(len(lines))
        head_class = TrialForm if trials_only else OrderForm
        return Asked(
            self.customer,
            head_class(data, initial=typed.dict() if typed else None),
            Lines(
                data,
                prefix=PREFIX,
                initial=None if data else lines,
                form_kwargs={"catalogue": self.catalogue, "is_typed": is_typed},
            ),
            trials_only,
            is_typed,
            problem,
        )

    def check(self, asked: Asked) -> HttpResponse:
        """What it would be, found out by doing it and taking it back."""
        try:
            return self.page(asked, checked(asked, actor_of(self.request)))
        except Refused as refused:
            asked.refuse(refused)
            return self.page(asked)

    def place(self, asked: Asked) -> HttpResponse:
        try:
            with recording_refusals():
                order = asked.place(actor_of(self.request))
        except Refused as refused:
            asked.refuse(refused)
            return self.page(asked)
        messages.success(self.request, placed_text(order))
        return redirect(order_url(self.request, order))

    def page(self, asked: Asked, check: Checked | None = None) -> HttpResponse:
        customer = self.customer
        own = subscriptions_url(customer.pk) if may_open_customer(self.request) else ""
        context = {
            **admin.site.each_context(self.request),
            "title": gettext("New order"),
            "customer": customer,
            "subject": [(str(customer), own)],
            "trail": [(str(customer), own)] if own else [],
            "back": own or reverse("admin:customers_subscription_changelist"),
            "obstacle": reason_against_business(customer),
            "asked": asked,
            "form": asked.head,
            "lines": asked.lines,
            "catalogue": self.catalogue,
            "check": check,
            "begins": day_text(begins) if (begins := asked.begins_at) else "",
        }
        return TemplateResponse(self.request, self.template_name, context)


def changed_lines(data: QueryDict, lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The lines with one more or one less, if that is what was pressed."""
    if "add" in data:
        return [*lines, {}]
    place = typed_number(data.get("remove", ""))
    if place is not None and place < len(lines):
        return [*lines[:place], *lines[place + 1 :]] or [{}]
    return []


def placed_text(order: Order) -> str:
    count = order.lines.count()
    text = ngettext(
        "Order %(number)s is placed: %(count)s line, %(total)s.",
        "Order %(number)s is placed: %(count)s lines, %(total)s.",
        count,
    )
    total = money_text(order.total_price, order.currency)
    return text % {"number": order, "count": grouped(count), "total": total}
