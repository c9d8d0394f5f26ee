from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from customers.states import UserState
from customers.terms import USER_RESTORABLE_FOR
from customers.wording import day_text
from portal.admin.facts import NOTHING

if TYPE_CHECKING:
    from customers.models import CustomerUser

# More would make a row of a list unreadable; the user's page has all.
MOST_TAGS = 4


@admin.display(description=_("customer"))
def customer(user: CustomerUser) -> SafeString:
    url = reverse("admin:customers_customer_users", args=[user.customer_id])
    return format_html('<a class="name" href="{}">{}</a>', url, user.customer)


@admin.display(description=_("licenses"))
def licenses(user: CustomerUser) -> SafeString:
    """The names of the subscriptions that the user has a seat of."""
    names = sorted(held.subscription.name for held in user.licenses.all())
    if not names:
        return NOTHING
    tags = format_html_join(
        " ", '<span class="tag">{}</span>', ((name,) for name in names[:MOST_TAGS])
    )
    if len(names) > MOST_TAGS:
        title, more = ", ".join(names[MOST_TAGS:]), f"+{len(names) - MOST_TAGS}"
        tags = format_html('{} <span class="tag" title="{}">{}</span>', tags, title, more)
    return format_html('<span class="tags">{}</span>', tags)


@admin.display(description=_("state"))
def state(user: CustomerUser) -> SafeString:
    text = restorable_text(user)
    return format_html(
        '<span class="badge {}">{}</span>{}',
        "ok" if user.state == UserState.ACTIVE else "off",
        user.get_state_display(),
        format_html('<small class="state-until">{}</small>', text) if text else "",
    )


def restorable_text(user: CustomerUser) -> str:
    """Until when a deleted user can be restored; empty for one who is there."""
    if user.soft_deleted_at is None:
        return ""
    until = user.soft_deleted_at + USER_RESTORABLE_FOR
    if until < timezone.now():
        return gettext("can no longer be restored")
    return gettext("restorable until %(day)s") % {"day": day_text(until)}
