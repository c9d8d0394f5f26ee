"""What a request for audit records asks for, in whatever spelling."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpRequest

from partnercenter.wire.days import read_day, today
from partnercenter.wire.filters import FieldFilter, read_filter
from partnercenter.wire.pages import Seek, read_seek, read_size
from partnercenter.wire.queries import FILTER, query_of
from partnercenter.wire.refusing import BadParameter

if TYPE_CHECKING:
    from partnercenter.wire.queries import Query

START, END = "startDate", "endDate"
WINDOW = timedelta(days=30)
"""How far back one asks who names no start, and how many days one gets who names no end."""
KEPT = timedelta(days=90)
"""How far back the original goes."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Days of UTC, both inclusive; `says_end`, whether the page's links must name the last one."""

    start: date
    end: date
    says_end: bool
    size: int
    filter: FieldFilter | None
    seek: Seek

    def echo(self) -> dict[str, str]:
        """The query by which the same records are asked for again, in plain spelling."""
        query = {START: self.start.isoformat()}
        if self.says_end:
            query[END] = self.end.isoformat()
        query["size"] = str(self.size)
        if self.filter:
            query[FILTER] = self.filter.as_json()
        return query


def asked(request: HttpRequest) -> Asked:
    """Raise BadParameter for what cannot be read or cannot be."""
    query = query_of(request)
    start, end, says_end = _days(query)
    found = Asked(
        start=start,
        end=end,
        says_end=says_end,
        size=read_size(query, "auditRequest.size"),
        filter=read_filter(query),
        seek=read_seek(query, request),
    )
    query.ensure_all_taken()
    return found


def _days(query: Query) -> tuple[date, date, bool]:
    now = today()
    given_start, given_end = _day(query, START), _day(query, END)
    start = given_start or now - WINDOW
    if given_end and given_end < start:
        implied = "" if given_start else f", which is {start} where none is given"
        raise BadParameter(END, f"lies before startDate{implied}.")
    if settings.PARTNER_CENTER_STRICT and start < now - KEPT:
        problem = f"lies more than {KEPT.days} days back: the earliest day is {now - KEPT}."
        raise BadParameter(START, problem)
    # So many days that a client that asks again from the next one on gets nothing twice.
    window_end = min(start, now) + WINDOW - timedelta(days=1)
    end = given_end or (window_end if given_start else now)
    return start, min(end, now), bool(given_end or not given_start)


def _day(query: Query, name: str) -> date | None:
    text = query.take(name, f"auditRequest.{name}")
    return read_day(name, text) if text and text.strip() else None
