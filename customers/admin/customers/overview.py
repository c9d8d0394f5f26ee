"""The page of a customer: what matters at a glance, and the ways on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from activitylog.happenings import latest
from activitylog.links import may_open_customer
from activitylog.models import ActivityEntry
from customers.admin.customers.company_facts import billing_facts, company_facts, edit_tools
from customers.admin.customers.overview_figures import figures
from customers.admin.customers.subscriptions import table_row
from customers.admin.head import head, page_url
from customers.admin.page_tools import order_tools
from customers.models import Subscription

if TYPE_CHECKING:
    from customers.models import Customer

FIRST = 5


def overview(request: HttpRequest, customer: Customer) -> dict[str, Any]:
    """What the template of the page reads."""
    tools = [*edit_tools(request, customer), *order_tools(request, customer)]
    context: dict[str, Any] = {
        **head(request, customer, here="overview", tools=tools),
        "title": str(customer),
        "company": company_facts(customer),
        "billing": billing_facts(customer),
    }
    if may_open_customer(request):
        rows = Subscription.objects.filter(customer=customer).select_related("product")
        context["figures"] = figures(customer)
        context["subscriptions"] = [
            table_row(subscription) for subscription in rows.order_by("folded", "id")[:FIRST]
        ]
    if request.user.has_perm("activitylog.view_activityentry"):
        entries = ActivityEntry.objects.listed().filter(customer=customer)
        context["happenings"] = latest(entries)
        context["activity_url"] = f"{page_url(customer, 'activity')}?date_from=&date_to="
    return context
