"""The latest entries about something, for the pages that show it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString

from activitylog.actions import action_label, resource_icon
from activitylog.admin.columns import status_html
from activitylog.moments import moment_html

if TYPE_CHECKING:
    from activitylog.models import ActivityEntry

LATEST = 5


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry in a line: what, who, when; its status only where it is not "succeeded"."""

    icon: str
    label: str
    url: str
    actor: str
    status: SafeString | str
    when: SafeString


def latest(entries: QuerySet[ActivityEntry]) -> list[Happening]:
    """The newest of these entries."""
    return [_happening(entry) for entry in entries.order_by("-id")[:LATEST]]


def _happening(entry: ActivityEntry) -> Happening:
    return Happening(
        icon=resource_icon(entry.resource_type),
        label=action_label(entry.action),
        url=reverse("admin:activitylog_activityentry_change", args=[entry.pk]),
        actor=entry.partner_user or entry.application,
        status="" if entry.status == "succeeded" else status_html(entry),
        when=moment_html(entry.occurred_at),
    )
