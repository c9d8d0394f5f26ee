from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest

from analytics.buckets import MOST_COLUMNS, buckets, months

ONE = timedelta(days=1)
TODAY = date(2026, 11, 22)

SPANS = {
    "a day": (TODAY, TODAY),
    "92 days": (TODAY - 91 * ONE, TODAY),
    "93 days": (TODAY - 92 * ONE, TODAY),
    "two leap years": (TODAY - 731 * ONE, TODAY),
    "a day more": (TODAY - 732 * ONE, TODAY),
    "130 months": (date(2016, 2, 29), TODAY),
    "131 months": (date(2016, 1, 31), TODAY),
    "384 months": (date(1994, 12, 31), TODAY),
    "385 months": (date(1994, 11, 30), TODAY),
    "128 years": (date(1970, 5, 5), date(2097, 1, 1)),
    "a thousand years": (date(1970, 5, 5), date(2970, 1, 1)),
    "all days there are": (date(1970, 1, 1), date(9998, 12, 31)),
}


@pytest.mark.parametrize("cut", [buckets, months])
@pytest.mark.parametrize(("start", "end"), SPANS.values(), ids=SPANS)
def test_no_day_is_left_out_or_counted_twice(start: date, end: date, cut):
    columns = cut(start, end)
    assert columns[0].start == start
    assert columns[-1].end == end
    assert all(after.start == before.end + ONE for before, after in pairwise(columns))


@pytest.mark.parametrize("cut", [buckets, months])
@pytest.mark.parametrize(("start", "end"), SPANS.values(), ids=SPANS)
def test_there_are_never_too_many_columns(start: date, end: date, cut):
    assert len(cut(start, end)) <= MOST_COLUMNS


def test_columns_are_called_by_what_they_cover():
    def labels(start: date, end: date) -> list[str]:
        return [column.label for column in months(start, end)]

    assert labels(date(2026, 10, 5), TODAY) == ["Oct 2026", "Nov 2026"]
    assert labels(date(2015, 2, 14), TODAY)[:2] == ["Q1 2015", "Q2 2015"]
    assert labels(date(1970, 1, 1), TODAY)[-1] == "2026"
    assert labels(date(1970, 1, 1), date(2970, 1, 1))[:2] == ["1970–1979", "1980–1989"]
    assert labels(date(1970, 1, 1), date(9998, 12, 31))[-1] == "9900–9998"


def test_a_leap_day_is_a_day_like_any_other():
    february = buckets(date(2028, 2, 28), date(2028, 3, 1))
    assert [column.start.day for column in february] == [28, 29, 1]
    assert months(date(2028, 2, 1), date(2028, 2, 29))[0].end == date(2028, 2, 29)
