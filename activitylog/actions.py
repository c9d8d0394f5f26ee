"""What codes are called. Codes that nobody registered are shown in title case."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.plugins import action_types, resource_types


@dataclass(frozen=True, slots=True)
class Status:
    """What a status is called, and how loud its badge is: ok, busy, off, warn or bad."""

    label: str | Promise
    badge: str


# Values of Partner Center's operationStatus.
STATUSES = {
    "succeeded": Status(_("Succeeded"), "ok"),
    "failed": Status(_("Failed"), "bad"),
    "progress": Status(_("In progress"), "busy"),
    "decline": Status(_("Declined"), "warn"),
}


def title_case(code: str) -> str:
    """“create_new_thing” as “Create New Thing”."""
    return " ".join(word[:1].upper() + word[1:] for word in code.replace("_", " ").split())


def action_label(code: str) -> str:
    known = action_types.get(code)
    return str(known.label) if known else title_case(code)


def resource_label(code: str) -> str:
    known = resource_types.get(code)
    return str(known.label) if known else title_case(code)


def status_label(code: str) -> str:
    known = STATUSES.get(code)
    return str(known.label) if known else title_case(code)


def status_badge(code: str) -> str:
    known = STATUSES.get(code)
    return known.badge if known else "off"


def resource_icon(code: str) -> str:
    known = resource_types.get(code)
    return known.icon if known else "doc"
