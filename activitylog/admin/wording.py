"""What filters say, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext

from activitylog.actions import action_label, resource_label, status_label
from activitylog.models import RecordedName
from activitylog.moments import day_text

if TYPE_CHECKING:
    from activitylog.filters import ActivityEntryFilter
    from portal.filters import StrictFilterSet

DATES = ("date_from", "date_to")
CODES = {"action": action_label, "status": status_label, "resource_type": resource_label}


def period_text(filterset: StrictFilterSet) -> str:
    """The days that a readable filter covers."""
    start, end = (filterset.form.cleaned_data[name] for name in DATES)
    if start and end:
        return f"{day_text(start)} – {day_text(end)}"
    if start:
        return gettext("from %(day)s") % {"day": day_text(start)}
    if end:
        return gettext("until %(day)s") % {"day": day_text(end)}
    return gettext("Everything")


def value_text(name: str, value: str) -> str:
    """How one value of a readable filter is shown to a person."""
    if name == "customer":
        return customer_name(UUID(value)) or value
    return CODES[name](value) if name in CODES else value


def customer_name(customer: UUID) -> str:
    """The name most lately recorded for a customer; empty for an unknown one."""
    names = RecordedName.objects.filter(kind=RecordedName.Kind.CUSTOMER, customer=str(customer))
    return names.order_by("-pk").values_list("text", flat=True).first() or ""


def looked_for(filterset: ActivityEntryFilter) -> str:
    """Period and filters in one line."""
    parts = [period_text(filterset)]
    for name, values in filterset.given().items():
        if name not in DATES:
            label = filterset.filters[name].label
            parts += [f"{label}: {value_text(name, value)}" for value in values]
    return " · ".join(parts) + "."
