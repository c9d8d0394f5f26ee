"""Moments as people read them: the reader's time zone in the text, UTC in the title."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext


def day_text(day: date) -> str:
    return date_format(day, pgettext("format of a day", "j M Y"))


def time_text(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%H:%M:%S}"


def utc_text(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC"


def moment_text(moment: datetime) -> str:
    return f"{day_text(timezone.localtime(moment))} {time_text(moment)}"


def minute_text(moment: datetime) -> str:
    local = timezone.localtime(moment)
    return f"{day_text(local)}, {local:%H:%M}"


def moment_html(moment: datetime) -> SafeString:
    return format_html(
        '<time datetime="{}" title="{}"><span class="d">{}</span> <span class="h">{}</span></time>',
        moment.astimezone(UTC).isoformat(),
        utc_text(moment),
        day_text(timezone.localtime(moment)),
        time_text(moment),
    )
