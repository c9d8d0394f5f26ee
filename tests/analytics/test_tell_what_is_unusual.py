"""Anna and Jonas work from Monday to Friday, from 7:00 to 18:00, until March 2026 begins. What they
and others do in March is then as usual or not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone, translation

from tests.analytics.activity import ANNA, JONAS, entries, keep, report, rows, rows_behind
from tests.analytics.reading import berlin, card

if TYPE_CHECKING:
    from analytics.shapes import Report
    from customers.models import Customer
    from portal.plugins import Record

pytestmark = pytest.mark.django_db
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
ROBOT: dict[str, Any] = {"partner_user": "", "application": "Robot"}


@pytest.fixture(autouse=True)
def _in_berlin() -> Iterator[None]:
    with timezone.override("Europe/Berlin"):
        yield


@pytest.fixture
def usual(db: None) -> None:
    """In ninety days each of the two makes an entry in each of eleven hours of working days."""
    keep(*(working_day(day, name) for day in working_days() for name in (ANNA, JONAS)))


def working_days() -> Iterator[datetime]:
    days = (berlin("2025-12-02 00:00") + DAY * number for number in range(90))
    return (day for day in days if day.weekday() < 5)


def working_day(day: datetime, name: str) -> list[Record]:
    return entries(day.replace(hour=7, minute=30), 11, every=HOUR, partner_user=name)


def march(customer: Customer | None = None) -> Report:
    return report("2026-03-01", "2026-03-31", customer.pk if customer else None)


def told(found: Report) -> list[tuple[Any, ...]]:
    """When, what and how many; who and why stand in the sentence."""
    return [(when, what, number) for when, _who, what, number, _why in rows(found, "unusual")]


def why(found: Report) -> list[str]:
    return [str(row[-1].value) for row in card(found, "unusual").rows]


@pytest.mark.usefixtures("usual")
def test_a_calm_month_has_nothing_unusual() -> None:
    """They go on as before; a few entries in the evening and at the weekend mean nothing."""
    days = [berlin("2026-03-02 00:00") + DAY * number for number in range(5)]
    keep(
        *(working_day(day, name) for day in days for name in (ANNA, JONAS)),
        entries("2026-03-03 20:10", 9, every=MINUTE),
        entries("2026-03-07 11:10", 9, every=MINUTE),
    )
    assert not told(march())
    assert not march().alerts


@pytest.mark.usefixtures("usual")
def test_work_outside_usual_hours_is_told_with_the_usual_ones() -> None:
    """Twelve entries from 2:10 to 3:54 are in two hours of the night: one line."""
    keep(entries("2026-03-18 02:10", 12, every=timedelta(minutes=9), partner_user=JONAS))
    found = march()
    assert told(found) == [("Wednesday, 18 Mar 2026, 2:00–4:00", "Outside usual hours", 12)]
    assert why(found) == [
        (
            "jonas@partner.example made 12 entries on Wednesday, 18 Mar 2026 between 2:00 and 4:00"
            "; people work here from 7:00 to 18:00."
        )
    ]
    # The way leads to Jonas's day; as that may hold more, the number itself has no link.
    when, _who, _what, number, _why = card(found, "unusual").rows[0]
    assert (rows_behind(when.link), number.link) == (12, None)


@pytest.mark.usefixtures("usual")
def test_of_a_long_period_the_last_31_days_are_looked_through() -> None:
    """The 31 days up to 31 March begin with the first: what happened before it is old news."""
    second = timedelta(seconds=1)
    keep(
        entries("2026-02-28 23:59", 10, every=second, partner_user=JONAS),
        entries("2026-03-01 00:00", 20, every=second, partner_user=JONAS),
    )
    found = report("2025-12-01", "2026-03-31")
    assert told(found) == [("Sunday, 1 Mar 2026, 0:00–1:00", "Outside usual hours", 20)]
    assert card(found, "unusual").note == "Of the last 31 days of the period"
    assert card(march(), "unusual").note == ""


@pytest.mark.usefixtures("usual")
@pytest.mark.parametrize(
    ("first", "number", "every"),
    [
        pytest.param("2026-03-18 02:10", 9, MINUTE, id="nine are too few"),
        pytest.param("2026-03-18 17:00", 12, timedelta(minutes=5), id="until right before 18:00"),
        pytest.param("2026-03-18 07:00", 12, MINUTE, id="from 7:00 on"),
        pytest.param("2026-03-18 00:00", 12, timedelta(hours=24), id="an entry a night"),
    ],
)
def test_what_is_not_outside_usual_hours(first: str, number: int, every: timedelta) -> None:
    keep(entries(first, number, every=every))
    assert not told(march())


@pytest.mark.usefixtures("usual")
@pytest.mark.parametrize("moment", ["2026-03-18 18:00", "2026-03-18 06:40"])
def test_usual_hours_end_to_the_minute(moment: str) -> None:
    keep(entries(moment, 10, every=MINUTE))
    assert [number for _when, _what, number in told(march())] == [10]


@pytest.mark.usefixtures("usual")
def test_a_day_on_which_nobody_works_is_outside_as_a_whole() -> None:
    keep(entries("2026-03-14 11:00", 10))
    assert why(march()) == [
        (
            "anna@partner.example made 10 entries on Saturday, 14 Mar 2026 between 11:00 and 12:00"
            "; hardly anybody works here on a Saturday."
        )
    ]


@pytest.mark.parametrize(
    ("saturdays", "lines"),
    [pytest.param(9, 0, id="three in a hundred"), pytest.param(8, 1, id="fewer")],
)
def test_a_day_is_usual_with_three_in_a_hundred_entries(saturdays: int, lines: int) -> None:
    keep(
        entries("2026-02-10 11:00", 300 - saturdays),
        entries("2026-02-14 11:00", saturdays),
        entries("2026-03-14 11:00", 20),
    )
    assert len(told(march())) == lines


def test_an_hour_is_usual_with_one_in_a_hundred_entries_and_so_are_short_gaps() -> None:
    """490 entries at 9:00, five at 12:00, five at 16:00: the two hours between the first are a gap,
    the three between the others are not."""
    keep(
        entries("2026-02-10 09:00", 490),
        entries("2026-02-10 12:00", 5),
        entries("2026-02-10 16:00", 5),
        *(entries(f"2026-03-{day}:30", 10) for day in ("03 10", "10 11", "17 13", "24 17")),
    )
    assert [when for when, _what, _number in told(march())] == [
        "Tuesday, 17 Mar 2026, 13:00–14:00",
        "Tuesday, 24 Mar 2026, 17:00–18:00",
    ]
    assert why(march())[0].endswith("people work here from 9:00 to 13:00, 16:00 to 17:00.")


@pytest.mark.parametrize(
    ("early", "hours"),
    [
        pytest.param(5, "5:00 to 6:00, 9:00 to 10:00", id="five entries"),
        pytest.param(4, "9:00 to 10:00", id="four"),
    ],
)
def test_an_hour_is_usual_with_no_less_than_five_entries(early: int, hours: str) -> None:
    """Of three hundred, four are more than one in a hundred."""
    keep(
        entries("2026-02-10 05:00", early),
        entries("2026-02-10 09:00", 300 - early),
        entries("2026-03-17 20:00", 10),
    )
    assert why(march())[0].endswith(f"people work here from {hours}.")


@pytest.mark.usefixtures("usual")
def test_a_night_over_a_change_of_the_clocks_is_one_stretch() -> None:
    """On 29 March there is no 2:00: after 1:59 comes 3:00."""
    keep(entries("2026-03-29 01:30", 10), entries(berlin("2026-03-29 03:10"), 5))
    assert told(march()) == [("Sunday, 29 Mar 2026, 1:00–4:00", "Outside usual hours", 15)]


@pytest.mark.usefixtures("usual")
def test_applications_may_work_at_night() -> None:
    keep(
        entries("2026-02-10 09:00", **ROBOT),
        entries("2026-03-18 02:00", 20, every=MINUTE, **ROBOT),
    )
    assert not told(march())


@pytest.mark.usefixtures("usual")
@pytest.mark.parametrize(
    ("number", "lines"), [pytest.param(23, 0, id="as before"), pytest.param(24, 1, id="twice that")]
)
def test_who_works_at_night_is_told_when_it_is_twice_as_much(number: int, lines: int) -> None:
    """Nina made twelve entries in a night of February, in two hours, and four in another."""
    nina: dict[str, Any] = {"partner_user": "nina@partner.example"}
    keep(
        entries("2026-02-11 03:30", 12, every=timedelta(minutes=5), **nina),
        entries("2026-02-12 03:00", 4, **nina),
        entries("2026-03-18 02:00", number, every=MINUTE, **nina),
    )
    assert len(told(march())) == lines


def test_nothing_is_outside_where_too_little_is_known() -> None:
    """99 entries tell nothing about when people work; 100 do."""
    keep(entries("2026-02-10 09:00", 99), entries("2026-03-18 02:00", 10))
    assert not told(march())
    keep(entries("2026-02-10 09:00"))
    assert len(told(march())) == 1


@pytest.mark.usefixtures("usual")
def test_a_spike_of_an_application_is_told_and_stands_above_the_page() -> None:
    """133 entries in two hours; in the eight weeks before it made no more than 6 in one."""
    keep(
        entries("2026-02-10 14:00", 6, **ROBOT),
        entries("2026-03-18 02:00", 133, every=timedelta(seconds=54), **ROBOT),
    )
    found = march()
    assert told(found) == [("Wednesday, 18 Mar 2026, 2:00–4:00", "Many at once", 133)]
    sentence = (
        "133 entries on Wednesday, 18 Mar 2026 between 2:00 and 4:00, all by the application "
        "Robot; the most in one hour of the eight weeks before were 6."
    )
    assert why(found) == [sentence]
    (alert,) = found.alerts
    assert alert.text == f"Unusual: {sentence}"
    assert alert.link.url.endswith(
        "?date_from=2026-03-18&date_to=2026-03-18&partner_user=%22Robot%22"
    )


@pytest.mark.usefixtures("usual")
@pytest.mark.parametrize(
    ("number", "before"),
    [
        pytest.param(29, 1, id="29 are too few"),
        pytest.param(49, 10, id="less than five times"),
    ],
)
def test_what_is_no_burst(number: int, before: int) -> None:
    keep(entries("2026-02-10 14:00", before, **ROBOT), entries("2026-03-18 10:00", number, **ROBOT))
    assert not told(march())


@pytest.mark.usefixtures("usual")
def test_a_burst_at_night_is_one_line_with_both_reasons() -> None:
    keep(entries("2026-03-18 02:10", 47, every=MINUTE, partner_user=JONAS))
    found = march()
    assert told(found) == [("Wednesday, 18 Mar 2026, 2:00–3:00", "Outside usual hours", 47)]
    assert why(found)[0].endswith(
        "; people work here from 7:00 to 18:00; the most in one hour of the eight weeks before "
        "were 1."
    )
    assert len(found.alerts) == 1


@pytest.mark.usefixtures("usual")
def test_what_somebody_did_for_the_first_time_is_one_line() -> None:
    """Anna is known since December with 704 entries, all of them orders."""
    keep(
        entries("2026-03-03 10:00", 2, action="delete_customer_user"),
        entries("2026-03-04 10:00", action="create_partner_user"),
        entries("2026-03-05 10:00", action="create_order"),
    )
    found = march()
    assert told(found) == [("Tuesday, 3 Mar 2026", "For the first time", 3)]
    assert why(found) == [
        (
            "anna@partner.example did this for the first time: “Created a partner user”, “Deleted "
            "a customer user”. They have been known since 2 Dec 2025, with 704 other entries."
        )
    ]
    assert rows_behind(card(found, "unusual").rows[0][3].link) == 3


@pytest.mark.usefixtures("usual")
@pytest.mark.parametrize(
    ("number", "since", "lines"),
    [
        pytest.param(100, "2026-02-17 10:00", 1, id="known for 14 days and more"),
        pytest.param(100, "2026-02-17 12:00", 0, id="known for less"),
        pytest.param(99, "2026-02-17 10:00", 0, id="with fewer than 100 entries"),
    ],
)
def test_first_times_are_told_of_who_is_known_well(number: int, since: str, lines: int) -> None:
    lena: dict[str, Any] = {"partner_user": "lena@partner.example"}
    keep(
        entries(since, number, every=timedelta(seconds=30), **lena),
        entries("2026-03-03 11:00", action="delete_customer_user", **lena),
    )
    assert len(told(march())) == lines


@pytest.mark.usefixtures("usual")
def test_a_new_user_is_one_line_whatever_they_do() -> None:
    keep(
        *(
            entries("2026-03-03 10:00", 2, every=HOUR, partner_user="new", action=f"action_{n}")
            for n in range(5)
        ),
        entries("2026-03-03 10:00", 9, partner_user="hardly there"),
    )
    found = march()
    assert told(found) == [("Tuesday, 3 Mar 2026", "New user", 10)]
    assert why(found) == ["new appears for the first time, and has made 10 entries."]
    assert rows_behind(card(found, "unusual").rows[0][3].link) == 10


def test_nobody_is_new_where_the_log_is() -> None:
    keep(entries("2026-02-20 10:00"), entries("2026-03-03 10:00", 20, partner_user="new"))
    assert not told(march())


@pytest.mark.usefixtures("usual")
def test_the_most_unusual_comes_first_and_the_rest_is_counted() -> None:
    """Twenty-one people work on a Saturday, each one more than the one before."""
    keep(
        *(
            entries("2026-02-10 10:00", partner_user=f"p{n:02}")
            + entries("2026-03-14 10:00", 10 + n % 2 + n // 2 % 10, partner_user=f"p{n:02}")
            for n in range(21)
        ),
        entries("2026-03-03 10:00", action="new_to_anna"),
    )
    found = march()
    numbers = [number for _when, _what, number in told(found)]
    assert len(numbers) == 20
    assert numbers == sorted(numbers, reverse=True)
    assert card(found, "unusual").note == "The first 20 of 22"


@pytest.mark.usefixtures("usual")
def test_first_times_are_not_told_of_one_customer(acme: Customer) -> None:
    """With one customer, everybody has a first time: only hours are looked at."""
    of_acme: dict[str, Any] = {"customer_id": acme.pk, "customer_name": acme.name}
    keep(entries("2026-03-03 10:00", 20, partner_user="new", every=MINUTE, **of_acme))
    assert not told(march(acme))
    assert [what for _when, what, _number in told(march())] == ["New user"]


@pytest.mark.usefixtures("usual")
def test_it_is_told_in_german() -> None:
    keep(
        entries("2026-02-10 14:00", 6, **ROBOT),
        entries("2026-03-18 02:00", 133, every=timedelta(seconds=54), **ROBOT),
    )
    with translation.override("de"):
        assert why(march()) == [
            (
                "133 Einträge am Mittwoch, 18.03.2026 zwischen 2:00 und 4:00 Uhr, alle von der "
                "Anwendung Robot; höchstens 6 waren es in einer Stunde der acht Wochen davor."
            )
        ]
