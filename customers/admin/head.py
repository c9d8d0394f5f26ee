"""What every page of a customer begins with."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from activitylog.models import ActivityEntry
from customers.models import CustomerUser, Order, Referral, Subscription
from portal.keyset import count_up_to
from portal.numbers import grouped

if TYPE_CHECKING:
    from customers.models import Customer
    from portal.admin.bar import Tool

# Beyond that a number on a tab only says that there are many.
COUNT_CAP = 1000


@dataclass(frozen=True, slots=True)
class Page:
    """One of a customer's pages: who may open it, and what it counts."""

    code: str
    label: Promise
    permission: str
    rows: Callable[[Customer], QuerySet[Any]]


@dataclass(frozen=True, slots=True)
class Tab:
    label: str
    url: str
    current: bool = False
    count: str = ""


PAGES = (
    Page(
        "subscriptions",
        _("Subscriptions"),
        "customers.view_customer_subscriptions",
        lambda customer: Subscription.objects.filter(customer=customer),
    ),
    Page(
        "users",
        _("Users and licenses"),
        "customers.view_customeruser",
        lambda customer: CustomerUser.objects.filter(customer=customer),
    ),
    Page(
        "orders",
        _("Orders"),
        "customers.view_order",
        lambda customer: Order.objects.filter(customer=customer),
    ),
    Page(
        "referrals",
        _("Referrals"),
        "customers.view_referral",
        lambda customer: Referral.objects.filter(customer=customer),
    ),
    Page(
        "activity",
        _("Activity"),
        "activitylog.view_activityentry",
        lambda customer: ActivityEntry.objects.filter(customer=customer).order_by("-id"),
    ),
)


def page_url(customer: Customer, code: str) -> str:
    return reverse(f"admin:customers_customer_{code}", args=[customer.pk])


def head(
    request: HttpRequest,
    customer: Customer,
    *,
    here: str,
    subscriptions: int | None = None,
    tools: Sequence[Tool] = (),
) -> dict[str, Any]:
    """`here` is the code of the page; a count that it knows already is not taken again."""
    known = {} if subscriptions is None else {"subscriptions": subscriptions}
    return {
        "customer": customer,
        "relationship_badge": "off" if customer.relationship == "none" else "ok",
        "tabs": list(_tabs(request, customer, here, known)),
        "tools": tools,
    }


def _tabs(
    request: HttpRequest, customer: Customer, here: str, known: dict[str, int]
) -> Iterator[Tab]:
    """The pages that this reader may open."""
    yield Tab(str(_("Overview")), page_url(customer, "change"), here == "overview")
    for page in PAGES:
        if not request.user.has_perm(page.permission):
            continue
        count = known.get(page.code)
        if count is None:
            count = count_up_to(page.rows(customer), COUNT_CAP)
        yield Tab(
            str(page.label), page_url(customer, page.code), here == page.code, count_text(count)
        )


def count_text(count: int) -> str:
    return f"{grouped(COUNT_CAP)}+" if count > COUNT_CAP else grouped(count)
