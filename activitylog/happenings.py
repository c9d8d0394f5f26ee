"""The latest entries about something, for the pages that show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from activitylog.actions import action_label, resource_icon, status_badge, status_label
from activitylog.moments import moment_html

if TYPE_CHECKING:
    from activitylog.models import ActivityEntry

LATEST = 5


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry in a line. Its status is said only where it is not "succeeded"."""

    icon: str
    label: str
    url: str
    customer: str
    actor: str
    is_application: bool
    status: SafeString | str
    when: SafeString


def latest(entries: QuerySet[ActivityEntry], count: int = LATEST) -> list[Happening]:
    """The newest of these entries, which all concern one thing."""
    return [_happening(entry, "") for entry in entries.order_by("-id")[:count]]


def latest_of_all(entries: QuerySet[ActivityEntry], count: int) -> list[Happening]:
    """The newest of these entries, each with the customer whom it affected."""
    return [_happening(entry, entry.customer_name) for entry in entries.order_by("-id")[:count]]


def status_html(entry: ActivityEntry) -> SafeString:
    return format_html(
        '<span class="badge {}">{}</span>',
        status_badge(entry.status),
        status_label(entry.status) or gettext("Unknown"),
    )


def _happening(entry: ActivityEntry, customer: str) -> Happening:
    return Happening(
        icon=resource_icon(entry.resource_type),
        label=action_label(entry.action),
        url=reverse("admin:activitylog_activityentry_change", args=[entry.pk]),
        customer=customer,
        actor=entry.partner_user or entry.application,
        is_application=bool(entry.application and not entry.partner_user),
        status="" if entry.status == "succeeded" else status_html(entry),
        when=moment_html(entry.occurred_at),
    )
