from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from activitylog.happenings import latest
from activitylog.links import activity_url
from activitylog.models import ActivityEntry
from customers.admin.products import cells
from portal.admin.bar import Tool
from portal.admin.facts import Fact, fact

if TYPE_CHECKING:
    from customers.models import Product


def product_page(request: HttpRequest, product: Product) -> dict[str, Any]:
    """What the template of a product's page reads."""
    context: dict[str, Any] = {
        "title": str(product),
        "product": product,
        "availability": cells.availability(product),
        "terms": [
            Fact(_("List price per seat and month"), cells.list_price(product)),
            Fact(_("Terms"), cells.terms(product)),
            Fact(_("Billing cycles"), cells.billing_cycles(product)),
            Fact(_("Seats"), cells.limits(product)),
            *_trial_facts(product),
            fact(product, "is_add_on"),
        ],
        "facts": [
            fact(product, "sku", copy=True),
            fact(product, "family"),
            fact(product, "id", copy=True),
        ],
        "tools": [],
    }
    if request.user.has_perm("customers.manage_product"):
        url = reverse("admin:customers_product_edit", args=[product.pk])
        context["tools"] = [Tool(gettext("Edit…"), url, primary=True)]
    if request.user.has_perm("activitylog.view_activityentry"):
        entries = ActivityEntry.objects.listed().filter(resource_id=str(product.pk))
        context["happenings"] = latest(entries)
        context["activity_url"] = activity_url(resource_id=product.pk)
    return context


def _trial_facts(product: Product) -> list[Fact]:
    if product.converts_to is None:
        return [fact(product, "is_trial")]
    return [fact(product, "is_trial"), Fact(_("Becomes when paid for"), _link(product.converts_to))]


def _link(product: Product) -> SafeString:
    url = reverse("admin:customers_product_change", args=[product.pk])
    return format_html('<a href="{}">{}</a>', url, product)
