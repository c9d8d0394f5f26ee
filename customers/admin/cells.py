"""The cells that the lists, the pages and the table in the customer's page have in common.

Each is named like the field it shows, so it stands in a list as a function, not by its name,
which Django takes for the field. (`Any`: the type stubs know names only.)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from activitylog.links import subscriptions_url
from customers.states import BEGUN, Status
from customers.wording import end_text
from portal.admin.facts import NOTHING
from portal.numbers import grouped

if TYPE_CHECKING:
    from customers.models import Subscription


@admin.display(description=_("customer"))
def customer(subscription: Subscription) -> SafeString:
    shown = subscription.customer
    return format_html(
        '<a class="name" href="{}" title="{}">{}</a>', subscriptions_url(shown.pk), shown, shown
    )


@admin.display(description=_("customer"))
def customer_name(subscription: Subscription) -> SafeString:
    """For who may not open the customer's pages."""
    shown = subscription.customer
    return format_html('<span class="name" title="{}">{}</span>', shown, shown)


@admin.display(description=_("status"))
def status(subscription: Subscription) -> SafeString:
    return format_html(
        '<span class="badge {}">{}</span>', subscription.badge, subscription.get_status_display()
    )


@admin.display(description=_("assigned seats"))
def assigned_seats(subscription: Subscription) -> SafeString:
    """A bar, and the numbers; no bar where no seat can be used."""
    total = grouped(subscription.quantity)
    if subscription.status not in BEGUN:
        text = ngettext("%(count)s seat", "%(count)s seats", subscription.quantity)
        return format_html('<span class="muted">{}</span>', text % {"count": total})
    assigned = subscription.assigned_quantity
    bold = format_html("<b>{}</b>", grouped(assigned))
    return format_html(
        '<span class="seats"><svg class="seats-bar" viewBox="0 0 88 6" aria-hidden="true">'
        '<rect class="track" width="88" height="6" rx="3"/>'
        '<rect class="fill" width="{}" height="6" rx="3"/></svg>'
        '<span class="seats-text">{}</span><span class="muted free">{}</span></span>',
        88 * assigned // subscription.quantity,
        format_html(gettext("{} of {}"), bold, total),
        _free_text(subscription) if subscription.status == Status.ACTIVE else "",
    )


def _free_text(subscription: Subscription) -> str:
    if not subscription.free_quantity:
        return gettext("none free")
    return gettext("%(count)s free") % {"count": grouped(subscription.free_quantity)}


@admin.display(description=_("renews or ends"))
def commitment_end_at(subscription: Subscription) -> SafeString | str:
    text = end_text(subscription)
    if subscription.ends and text:
        return format_html('<span class="ends">{}</span>', text)
    return text or NOTHING
