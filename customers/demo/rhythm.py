"""When things happen: in working hours, in some months more than in others, and more every year."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Iterator
    from random import Random

DAYS = 548
"""How long the story lasts: eighteen months."""

_SPRING, _SUMMER = (1.3, 1.0, 1.05, 0.95, 0.95, 1.0), (0.8, 0.5, 1.35, 1.35, 1.1, 1.0)
_MONTHS = (*_SPRING, *_SUMMER)
_LIVELIEST = max(_MONTHS)
_WEEKDAYS = (1.1, 1.15, 1.1, 1.05, 0.85, 0.12, 0.07)
_NIGHT, _MORNING = (0.1, 0.1, 0.1, 0.1, 0.2, 0.8), (3.0, 8.0, 11.0, 11.0, 9.0, 6.0)
_AFTERNOON, _EVENING = (8.0, 10.0, 9.5, 7.0, 4.0, 2.0), (0.9, 0.4, 0.2, 0.1, 0.1, 0.1)
_HOURS = (*_NIGHT, *_MORNING, *_AFTERNOON, *_EVENING)
_RECENT = 8
_RECENTLY = timedelta(hours=5)


_TUESDAY, _WEDNESDAY = 1, 2


def night_of(ends_at: datetime) -> datetime:
    """2:00 in Berlin, on the last Tuesday or Wednesday but those of the last week."""
    here = ends_at.astimezone(ZoneInfo("Europe/Berlin"))
    days = (here.date() - timedelta(days=ago) for ago in range(7, 13))
    day = next(day for day in days if day.weekday() in (_TUESDAY, _WEDNESDAY))
    return datetime.combine(day, time(hour=2), here.tzinfo).astimezone(UTC)


def begin_of(ends_at: datetime) -> datetime:
    return datetime.combine(ends_at.date() - timedelta(days=DAYS), time(), UTC)


def moments(rng: Random, ends_at: datetime, count: int) -> Iterator[datetime]:
    """So many moments in order, up to this end. The last ones are always of the last hours."""
    recent = min(count, _RECENT)
    yield from _usual(rng, begin_of(ends_at), ends_at - _RECENTLY, count - recent)
    span = (_RECENTLY - timedelta(minutes=5)) / max(recent, 1)
    for place in range(recent):
        yield ends_at - _RECENTLY + span * (place + rng.random())


def _usual(rng: Random, begin: datetime, until: datetime, count: int) -> Iterator[datetime]:
    days = [begin + timedelta(days=day) for day in range((until - begin).days + 1)]
    weights = [
        _liveliness(date) * (0.5 + number / DAYS) * rng.uniform(0.75, 1.25)
        for number, date in enumerate(days)
    ]
    share = count / sum(weights)
    due, told = 0.0, 0
    for date, weight in zip(days, weights, strict=True):
        due += weight * share
        today = round(due) - told
        told += today
        yield from _day(rng, date, until, today)


def _liveliness(date: datetime) -> float:
    return _season(date) * _WEEKDAYS[date.weekday()]


def _season(date: datetime) -> float:
    """Budgets are made in January and September; August and the days around Christmas are quiet."""
    day = (date.month, date.day)
    return 0.2 if day >= (12, 22) or day <= (1, 2) else _MONTHS[date.month - 1]


def _day(rng: Random, date: datetime, until: datetime, count: int) -> Iterator[datetime]:
    hours = rng.choices(range(24), _HOURS, k=count)
    times = [date + timedelta(hours=hour, seconds=rng.random() * 3600) for hour in hours]
    if date + timedelta(days=1) > until:
        # The last day is not over yet.
        times = [date + (until - date) * rng.random() for _ in hours]
    yield from sorted(times)


def seasonal_moment(rng: Random, start: datetime, end: datetime) -> datetime:
    """Some working time between these, rather in a busy month than in a quiet one."""
    while True:
        date = start + (end - start) * rng.random()
        if rng.random() * _LIVELIEST < _season(date):
            return working_moment(rng, date)


def spread(rng: Random, start: datetime, end: datetime, count: int) -> Iterator[datetime]:
    """So many working times between these, evenly: none of the parts is left without one."""
    part = (end - start) / max(count, 1)
    for place in range(count):
        begin = start + part * place
        yield seasonal_moment(rng, begin, begin + part)


def working_moment(rng: Random, date: datetime) -> datetime:
    """Some time in the working hours of this day, or of the Friday before a weekend."""
    day = date - timedelta(days=max(date.weekday() - 4, 0))
    start = datetime.combine(day.date(), time(hour=7), UTC)
    return start + timedelta(seconds=rng.randrange(9 * 3600))
