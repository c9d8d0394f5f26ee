from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from customers.states import BillingCycle, Term
from portal.numbers import grouped, money_text

if TYPE_CHECKING:
    from customers.models import Product


@admin.display(description=_("name"))
def name(product: Product) -> SafeString:
    tags = [gettext("Trial")] * product.is_trial + [gettext("Add-on")] * product.is_add_on
    shown = format_html("{}", product.name)
    for tag in tags:
        shown = format_html('{} <span class="tag">{}</span>', shown, tag)
    return shown


@admin.display(description=_("list price per seat and month"))
def list_price(product: Product) -> str:
    if product.is_trial:
        return gettext("free of charge")
    return money_text(product.list_price, product.currency)


@admin.display(description=_("terms"))
def terms(product: Product) -> str:
    return ", ".join(str(Term(code).label) for code in Term.values if code in product.terms)


@admin.display(description=_("billing cycles"))
def billing_cycles(product: Product) -> str:
    known = product.billing_cycles
    return ", ".join(str(BillingCycle(code).label) for code in BillingCycle.values if code in known)


@admin.display(description=_("seats"))
def limits(product: Product) -> str:
    """The fewest and the most that are sold."""
    return f"{grouped(product.minimum_quantity)} – {grouped(product.maximum_quantity)}"


@admin.display(description=_("availability"))
def availability(product: Product) -> SafeString:
    if product.is_available:
        return format_html('<span class="badge ok">{}</span>', gettext("Can be ordered"))
    return format_html('<span class="badge off">{}</span>', gettext("No longer sold"))
