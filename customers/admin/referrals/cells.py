from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from activitylog.moments import day_text, moment_html
from portal.admin.facts import NOTHING
from portal.numbers import money_text

if TYPE_CHECKING:
    from customers.models import Referral


@admin.display(description=_("company"))
def company(referral: Referral) -> SafeString | str:
    """The customer, or the company that may become one."""
    if referral.customer_id is None:
        return referral.company_name or NOTHING
    url = reverse("admin:customers_customer_change", args=[referral.customer_id])
    return format_html('<a class="name" href="{}">{}</a>', url, referral.customer)


@admin.display(description=_("status"))
def status(referral: Referral) -> SafeString:
    return format_html(
        '<span class="badge {}">{}</span> <span class="muted">· {}</span>',
        referral.badge,
        referral.get_status_display(),
        referral.get_substatus_display(),
    )


@admin.display(description=_("value"))
def deal_value(referral: Referral) -> str:
    return money_text(referral.deal_value, referral.currency)


@admin.display(description=_("expected to close on"))
def closing_on(referral: Referral) -> SafeString | str:
    return day_text(referral.closing_on) if referral.closing_on else NOTHING


@admin.display(description=_("created at"))
def created_at(referral: Referral) -> SafeString:
    return moment_html(referral.created_at)
