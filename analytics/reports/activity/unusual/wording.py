"""What is unusual, in words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from activitylog.actions import action_label
from activitylog.moments import day_text
from analytics.reports.activity.unusual.shapes import Kind, Unusual
from portal.numbers import grouped

if TYPE_CHECKING:
    from analytics.reports.activity.unusual.stretches import Stretch
    from analytics.reports.activity.unusual.working_hours import WorkingHours

KINDS: dict[Kind, Promise] = {
    Kind.OUTSIDE_HOURS: _("Outside usual hours"),
    Kind.BURST: _("Many at once"),
    Kind.NEW_USER: _("New user"),
    Kind.FIRST_TIME: _("For the first time"),
}


def usual_hours(hours: WorkingHours, moment: datetime) -> str:
    """Why this moment is outside them."""
    local = timezone.localtime(moment)
    if not hours.is_day(local):
        text = gettext("hardly anybody works here on a %(weekday)s")
        return text % {"weekday": WEEKDAYS[local.weekday()]}
    ranges = [
        gettext("%(start)s to %(end)s") % {"start": f"{start}:00", "end": f"{end}:00"}
        for start, end in hours.ranges()
    ]
    return gettext("people work here from %(hours)s") % {"hours": ", ".join(ranges)}


def busiest_before(burst: Stretch) -> str:
    if not burst.usual:
        return gettext("there was nothing of theirs in the eight weeks before")
    text = gettext("the most in one hour of the eight weeks before were %(usual)s")
    return text % {"usual": grouped(burst.usual)}


def when_text(unusual: Unusual) -> str:
    """The hours, or the day of the first entry."""
    local = timezone.localtime(unusual.start)
    day = f"{WEEKDAYS[local.weekday()]}, {day_text(local)}"
    return day if not unusual.reasons else f"{day}, {_time(local)}–{_end(unusual)}"


def reason_text(unusual: Unusual) -> str:
    """One sentence: who did what, and why that is unusual."""
    return _SENTENCES[unusual.kind](unusual)


def _in_hours(unusual: Unusual) -> str:
    local = timezone.localtime(unusual.start)
    values = {
        "who": unusual.actor.name,
        "entries": grouped(unusual.entries),
        "day": f"{WEEKDAYS[local.weekday()]}, {day_text(local)}",
        "start": _time(local),
        "end": _end(unusual),
        "reasons": "; ".join(unusual.reasons),
    }
    if unusual.actor.is_application:
        text = gettext(
            "%(entries)s entries on %(day)s between %(start)s and %(end)s, all by the "
            "application %(who)s; %(reasons)s."
        )
    else:
        text = gettext(
            "%(who)s made %(entries)s entries on %(day)s between %(start)s and %(end)s; "
            "%(reasons)s."
        )
    return text % values


def _new_user(unusual: Unusual) -> str:
    text = gettext("%(who)s appears for the first time, and has made %(entries)s entries.")
    return text % {"who": unusual.actor.name, "entries": grouped(unusual.entries)}


def _first_time(unusual: Unusual) -> str:
    text = gettext(
        "%(who)s did this for the first time: %(actions)s. They have been known since %(since)s, "
        "with %(entries)s other entries."
    )
    assert unusual.since
    return text % {
        "who": unusual.actor.name,
        "actions": ", ".join(f"“{action_label(code)}”" for code in unusual.actions),
        "since": day_text(timezone.localtime(unusual.since)),
        "entries": grouped(unusual.known_entries),
    }


_SENTENCES = {
    Kind.OUTSIDE_HOURS: _in_hours,
    Kind.BURST: _in_hours,
    Kind.NEW_USER: _new_user,
    Kind.FIRST_TIME: _first_time,
}


def _time(local: datetime) -> str:
    return f"{local.hour}:{local.minute:02}"


def _end(unusual: Unusual) -> str:
    local = timezone.localtime(unusual.end)
    return "24:00" if _time(local) == "0:00" else _time(local)
