"""What subscriptions are like, in words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.translation import gettext, pgettext

if TYPE_CHECKING:
    from customers.models import Subscription


def day_text(moment: datetime) -> str:
    """The day in UTC: a term ends with the same day for every reader."""
    return date_format(moment.astimezone(UTC), pgettext("format of a day", "j M Y"))


def end_text(subscription: Subscription) -> str:
    """When it renews or ends; empty where neither is ahead."""
    end = subscription.commitment_end_at
    if end is None or not (subscription.renews or subscription.ends):
        return ""
    if subscription.renews:
        return day_text(end)
    return gettext("ends %(day)s") % {"day": day_text(end)}
