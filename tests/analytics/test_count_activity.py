from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

import pytest
from django.utils import timezone

from activitylog.counting.shapes import State
from analytics.reports.activity import activity_report
from analytics.reports.activity.report import notes_about
from analytics.scope import Scope
from portal.charts.shapes import Chart, HeatMap
from tests.analytics.activity import ANNA, JONAS, entries, keep, linked, report, rows, rows_behind
from tests.analytics.reading import berlin, card, figure

if TYPE_CHECKING:
    from customers.models import Customer

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _in_berlin() -> Iterator[None]:
    with timezone.override("Europe/Berlin"):
        yield


def test_it_counts_from_the_first_moment_of_the_first_day_to_the_last_of_the_last() -> None:
    """2 to 4 March by Berlin's clocks: one entry just before, one at each end within, one just
    after. Two are in the period, and one in the three days before."""
    keep(
        entries("2026-03-01 23:59:59.999999"),
        entries("2026-03-02 00:00"),
        entries("2026-03-04 23:59:59.999999"),
        entries("2026-03-05 00:00"),
    )
    found = report("2026-03-02", "2026-03-04")
    assert (figure(found, "entries").value, figure(found, "entries").previous) == (2, 1)
    assert rows_behind(figure(found, "entries").link) == 2


def test_it_counts_as_failed_what_failed_and_nothing_else() -> None:
    """One entry of each status, and one without: one in five has failed. Before, one of one."""
    statuses = ("failed", "decline", "progress", "succeeded", "")
    keep(
        *(entries("2026-03-03 10:00", status=status) for status in statuses),
        entries("2026-03-02 10:00", status="failed"),
    )
    found = report("2026-03-03", "2026-03-03")
    failed, share = figure(found, "failed_entries"), figure(found, "failed_share")
    assert (failed.value, failed.previous, failed.better) == (1, 1, "less")
    assert (share.value, share.previous) == (Decimal(1) / 5, 1)
    assert rows_behind(failed.link) == 1


def test_it_counts_people_once_and_no_applications() -> None:
    """Anna twice, Jonas with an application, an application alone, and nobody: two people.
    The day before, Paul alone."""
    keep(
        entries("2026-03-03 10:00", 2),
        entries("2026-03-03 10:00", partner_user=JONAS, application="Portal"),
        entries("2026-03-03 10:00", partner_user="", application="Robot"),
        entries("2026-03-03 10:00", partner_user=""),
        entries("2026-03-02 10:00", partner_user="paul"),
    )
    people = figure(report("2026-03-03", "2026-03-03"), "active_users")
    assert (people.value, people.previous, people.link) == (2, 1, None)


def test_it_names_the_busiest_day() -> None:
    keep(entries("2026-03-02 10:00"), entries("2026-03-03 10:00", 2))
    day = figure(report("2026-03-01", "2026-03-31"), "busiest_day")
    assert (day.label, day.value, rows_behind(day.link)) == ("Busiest day: 3 Mar 2026", 2, 2)


def test_it_has_a_column_for_each_day_with_what_failed_apart() -> None:
    """On the second one of three failed; on the third nothing happened; on the fourth two did not
    fail. What has not failed is a list of its own where nothing else is there."""
    keep(
        entries("2026-03-02 00:00", status="failed"),
        entries("2026-03-02 23:59:59", 2),
        entries("2026-03-04 12:00", 2),
    )
    found = report("2026-03-02", "2026-03-04")
    days = [date(2026, 3, day) for day in (2, 3, 4)]
    numbers = [(3, 1), (0, 0), (2, 0)]
    assert rows(found, "entries_over_time") == [
        (day, day, *both) for day, both in zip(days, numbers, strict=True)
    ]
    chart = card(found, "entries_over_time").chart
    assert isinstance(chart, Chart)
    assert [column.values for column in chart.columns] == [(1, 2), (0, 0), (0, 2)]
    assert [[bool(link) for link in column.links] for column in chart.columns] == [
        [True, False],
        [False, False],
        [False, True],
    ]


def test_it_has_a_column_for_each_week_of_a_long_period() -> None:
    """A half-year from Thursday 1 January: the first column ends on Sunday the fourth."""
    keep(entries("2026-01-04 23:59:59"), entries("2026-01-05 00:00", 2))
    table = rows(report("2026-01-01", "2026-06-30"), "entries_over_time")
    assert table[:2] == [
        (date(2026, 1, 1), date(2026, 1, 4), 1, 0),
        (date(2026, 1, 5), date(2026, 1, 11), 2, 0),
    ]
    assert table[-1][:2] == (date(2026, 6, 29), date(2026, 6, 30))


@pytest.mark.parametrize(
    ("day", "hours", "of_two"),
    [
        pytest.param("2026-03-29", 23, 0, id="the clocks leave out 2:00"),
        pytest.param("2026-10-25", 25, 2, id="the clocks repeat 2:00"),
        pytest.param("2026-03-22", 24, 1, id="they go on"),
    ],
)
def test_it_counts_by_the_clocks_of_the_reader(day: str, hours: int, of_two: int) -> None:
    """An entry in each hour of a Sunday, and one right before and after: each of the hours of the
    clock has one, but for the hour that is changed."""
    start = berlin(f"{day} 00:00").astimezone(timezone.get_default_timezone())
    keep(entries(start - HOUR, hours + 2, every=HOUR))
    found = report(day, day)
    table = rows(found, "weekday_hour")
    assert [row[-1] for row in table] == [0, 0, 0, 0, 0, 0, hours]
    assert table[6] == ("Sunday", 1, 1, of_two, *[1] * 21, hours)
    heat = card(found, "weekday_hour").chart
    assert isinstance(heat, HeatMap)
    assert [str(row.label) for row in heat.rows][::6] == ["Mon", "Sun"]
    assert [cell.value for cell in heat.rows[6].cells] == list(table[6][1:-1])
    assert heat.rows[6].cells[2].name == "Sunday, 2:00"
    # The period has no other Sunday, so that its row is a list.
    assert rows_behind(card(found, "weekday_hour").rows[6][-1].link) == hours


def test_it_adds_up_the_same_weekdays() -> None:
    """Two Mondays in the period: no list shows just those."""
    keep(entries("2026-03-02 09:30"), entries("2026-03-09 09:59:59"), entries("2026-03-10 09:00"))
    found = card(report("2026-03-02", "2026-03-10"), "weekday_hour")
    assert (found.rows[0][10].value, found.rows[0][-1].link) == (2, None)
    assert found.rows[2][-1].link is not None


def test_it_counts_what_has_just_happened() -> None:
    """An entry of this very minute, in a quarter of an hour that is not over."""
    moment = timezone.now() - timedelta(seconds=30)
    keep(entries(moment))
    day = timezone.localdate(moment).isoformat()
    assert figure(report(day, timezone.localdate().isoformat()), "entries").value == 1


def test_it_ranks_actions_users_and_customers(acme: Customer) -> None:
    """Jonas made two of three entries of the period, one of which failed, and none before; the
    application acted where no person did."""
    other = UUID(int=7)
    keep(
        entries(
            "2026-03-03 10:00",
            2,
            partner_user=JONAS,
            action="update_order",
            customer_id=acme.pk,
            customer_name="Former name",
        ),
        entries(
            "2026-03-03 11:00",
            partner_user="",
            application="Robot",
            action="update_order",
            status="failed",
            customer_id=other,
            customer_name="Other",
        ),
        entries("2026-03-02 11:00", partner_user="", application="Robot"),
    )
    found = report("2026-03-03", "2026-03-03")
    third = "0.3333"
    assert rows(found, "top_actions") == [("Updated an order", 3, third, 0)]
    assert rows(found, "top_users") == [
        (JONAS, 2, "0.0000", 0),
        ("Robot (application)", 1, "1.0000", 1),
    ]
    assert [row[:2] for row in rows(found, "top_customers")] == [(acme.name, 2), ("Other", 1)]
    assert rows(found, "failed_by_action") == [("Updated an order", 1, third, 3)]


def test_it_ranks_ten_and_says_of_how_many() -> None:
    keep(*(entries("2026-03-03 10:00", 2 if n == 11 else 1, action=f"a_{n:02}") for n in range(12)))
    top = card(report("2026-03-03", "2026-03-03"), "top_actions")
    assert [row[0].key for row in top.rows] == ["a_11", *(f"a_{n:02}" for n in range(9))]
    assert top.note == "10 of 12"


def test_it_links_a_user_whose_name_is_part_of_another_and_none_who_share_theirs() -> None:
    """Anna is in Joanna's name, but the log finds whole names. It does not tell MAX from max."""
    people = [ANNA, f"jo{ANNA}", "max@partner.example", "MAX@partner.example"]
    keep(
        *(
            entries("2026-03-03 10:00", 9 - place, partner_user=name)
            for place, name in enumerate(people)
        ),
        entries("2026-03-03 10:00", partner_user=""),
    )
    top = card(report("2026-03-03", "2026-03-03"), "top_users").rows
    assert [row[0].value for row in top] == [*people, "Nobody named"]
    assert [rows_behind(row[1].link) for row in top[:2]] == [9, 8]
    assert [row[1].link for row in top[2:]] == [None] * 3


def test_it_tells_actions_that_came_and_went() -> None:
    keep(
        entries("2026-03-02 10:00", 2, action="went"),
        entries("2026-03-02 10:00", action="stayed"),
        entries("2026-03-03 10:00", action="stayed"),
        entries("2026-03-03 10:00", action="came"),
    )
    found = report("2026-03-03", "2026-03-03")
    assert rows(found, "new_actions") == [("Came", 1)]
    assert rows(found, "vanished_actions") == [("Went", 2)]


def test_it_compares_nothing_where_an_end_is_open() -> None:
    """All that there is: nothing came before, so nothing is new."""
    keep(entries("2026-03-02 10:00"), entries("2026-05-02 10:00"))
    found = activity_report(Scope())
    assert (figure(found, "entries").value, figure(found, "entries").previous) == (2, None)
    assert rows_behind(figure(found, "entries").link) == 2
    assert rows(found, "top_actions")[0][-1] is None
    assert not rows(found, "new_actions")


def test_it_tells_of_one_customer(acme: Customer) -> None:
    keep(
        entries("2026-03-03 10:00", 2, customer_id=acme.pk, customer_name=acme.name),
        entries("2026-03-03 10:00", customer_id=UUID(int=7), customer_name="Other"),
    )
    found = report("2026-03-03", "2026-03-03", acme.pk)
    assert figure(found, "entries").value == 2
    assert [row[1] for row in rows(found, "top_customers")] == [2]
    assert all(rows_behind(link) == value for value, link in linked(found))


def test_every_linked_number_is_the_length_of_its_list(acme: Customer) -> None:
    """All kinds of entries over two periods of seventeen days: wherever a link stands, the log
    lists as many entries as the number says."""
    keep(
        *(
            entries(
                f"2026-03-{1 + n % 31:02} {n % 24:02}:{n % 60:02}",
                1 + n % 3,
                partner_user=(ANNA, f"jo{ANNA}", "", JONAS, "JONAS@partner.example")[n % 5],
                application=("", "", "Robot", "Portal")[n % 4],
                action=f"action_{n % 7 + n // 40}",
                status=("failed", "succeeded", "progress", "")[n % 4],
                customer_id=(acme.pk, UUID(int=7), None)[n % 3],
                customer_name="Somebody",
            )
            for n in range(120)
        )
    )
    found = report("2026-03-15", "2026-03-31")
    numbers = list(linked(found))
    assert len(numbers) > 50
    assert [rows_behind(link) for _value, link in numbers] == [value for value, _link in numbers]


def test_it_says_that_nothing_is_there() -> None:
    found = report("2026-03-03", "2026-03-03")
    values: dict[str, Any] = {each.code: each.value for each in found.figures}
    assert values == {"entries": 0, "failed_entries": 0, "failed_share": None, "active_users": 0}
    assert card(found, "unusual").empty == "Nothing unusual."
    ranked = [each for each in found.cards if each.is_ranking]
    assert not any(each.rows for each in [*ranked, card(found, "unusual")])
    assert not found.alerts
    assert not found.notes
    assert activity_report(Scope()).figures[0].value == 0


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        (999, ""),
        (24_000, "24,000 entries are still being"),
        (100_000, "100,000 or more entries are"),
    ],
)
def test_it_says_how_far_the_counts_are_behind(behind: int, expected: str) -> None:
    notes = notes_about(State(timezone.now(), behind))
    assert "".join(map(str, notes)).startswith(expected)
    assert bool(notes) == bool(expected)


def test_it_counts_nothing_rather_than_more_than_was_asked_for() -> None:
    with pytest.raises(ValueError, match="not counted by country, customer_name"):
        activity_report(Scope(customer_name="Acme", countries=("DE",)))


def test_it_asks_the_database_little(django_assert_max_num_queries: Any) -> None:
    keep(entries("2026-03-03 10:00", 50))
    with django_assert_max_num_queries(20):
        report("2026-03-01", "2026-03-31")
