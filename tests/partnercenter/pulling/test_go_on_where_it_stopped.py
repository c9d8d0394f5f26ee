"""A pull goes on where the last one ended; what can no longer be had is told."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from activitylog.models import PullState
from tests.partnercenter.pulling.conftest import NOW, record_at, records
from tests.partnercenter.pulling.pulls import pulled, run_pull, state, told

if TYPE_CHECKING:
    from tests.partnercenter.pulling.conftest import Service

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def keep(by: Service, **values: Any) -> None:
    text = json.dumps({"service": by.url} | values, default=str)
    PullState.objects.update_or_create(source="partnercenter", defaults={"state": text})


def started(service: Service) -> list[str]:
    queries = [asked["query"].split("&") for asked in service.seen()["asked"]]
    return [query[0].removeprefix("startDate=") for query in queries]


def test_it_reads_the_last_days_again(service: Service) -> None:
    keep(service, done=days_ago(10))
    run_pull()
    assert started(service) == [str(days_ago(12))]


def test_a_record_that_arrives_late_is_found(service: Service) -> None:
    service.hold(20, days=20)
    run_pull()
    late = record_at(NOW - timedelta(days=2), 999)
    service.set(records=[*service.seen()["records"], late])
    code, summary, _complaints = run_pull()
    assert (code, ", 1 added, " in summary) == (0, True)
    assert pulled() == service.held


def test_it_goes_on_in_the_middle_of_a_window(service: Service) -> None:
    service.hold(60, size=5, days=80, faults=[""] * 7 + ["403"])
    assert run_pull()[0] == 4
    assert state()["page"] > 1
    service.set(asked=[])
    assert run_pull()[0] == 0
    assert pulled() == service.held
    assert len(service.seen()["asked"]) < 9


def test_a_window_is_read_anew_where_its_token_has_expired(service: Service) -> None:
    service.hold(60, size=5, days=80, faults=["", "", "403"])
    assert run_pull()[0] == 4
    keep(service, **state() | {"next": {"query": "a=1", "token": "forgotten"}})
    code, _summary, complaint = run_pull()
    assert (code, complaint) == (0, "")
    assert pulled() == service.held


def test_a_window_that_was_cut_off_days_ago_is_followed_by_its_last_days(service: Service) -> None:
    """Its last day was not over when it was read."""
    service.hold(30, size=5, days=8)
    window = {"start": days_ago(20), "end": days_ago(5)}
    query = f"startDate={days_ago(20)}&endDate={days_ago(5)}"
    keep(service, window=window, next={"query": query}, page=3)
    assert run_pull()[0] == 0
    assert pulled() == service.held
    assert str(days_ago(7)) in started(service)


def test_days_that_can_no_longer_be_had_are_told(service: Service) -> None:
    service.hold(40, days=130, days_kept=90)
    keep(service, done=days_ago(120))
    code, _summary, complaint = run_pull()
    assert code == 3
    lost = f"{days_ago(120)} to {days_ago(90)} can no longer be had."
    assert complaint.startswith(f"Missing: {lost} Partner Center answers 400 (2000: startDate")
    assert told()[-1]["Missing"].startswith(lost)
    held = service.seen()["records"]
    kept = [r["id"] for r in held if r["operationDate"][:10] >= str(days_ago(89))]
    assert pulled() == sorted(kept)
    assert run_pull() == (
        0,
        (
            f"{len(records_of_three_days(held))} read, 0 added, "
            f"{len(records_of_three_days(held))} known, 0 conflicting, 0 refused."
        ),
        "",
    )


def records_of_three_days(held: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [record for record in held if record["operationDate"][:10] >= str(days_ago(2))]


def test_nothing_is_missing_where_only_the_overlap_is_too_old(service: Service) -> None:
    service.hold(40, days=130, days_kept=90)
    keep(service, done=days_ago(89))
    code, _summary, complaint = run_pull()
    assert (code, complaint) == (0, "")


def test_a_service_that_keeps_years_is_asked_for_them(service: Service) -> None:
    service.set(records=records(50, days=400))
    keep(service, done=days_ago(401))
    assert run_pull()[0] == 0
    assert pulled() == service.held
    assert service.seen()["wrong"] == []


def test_from_begins_where_one_wants(service: Service) -> None:
    service.set(records=records(50, days=400))
    assert run_pull("--from", str(days_ago(400)))[0] == 0
    assert pulled() == service.held


def test_from_reads_again_what_was_read(service: Service) -> None:
    service.hold(20, days=80)
    run_pull()
    code, summary, complaint = run_pull("--from", str(days_ago(85)))
    assert (code, complaint) == (0, "")
    assert summary == "20 read, 0 added, 20 known, 0 conflicting, 0 refused."


def test_from_tells_what_it_skips(service: Service) -> None:
    keep(service, done=days_ago(20))
    code, _summary, complaint = run_pull("--from", str(days_ago(10)))
    assert code == 3
    assert complaint == f"Missing: {days_ago(20)} to {days_ago(11)} was skipped by --from.\n"


def test_from_further_back_than_is_kept_is_told(service: Service) -> None:
    service.set(days_kept=90)
    code, _summary, complaint = run_pull("--from", str(days_ago(200)))
    assert code == 1
    assert f"may not have {days_ago(200)} any more: --from decides where to begin." in complaint
    assert not PullState.objects.exists()


@pytest.mark.parametrize("day", ["20.11.2026", "20261120", "2026-13-01", "yesterday", "2999-01-01"])
def test_from_must_be_a_day_that_has_come(day: str) -> None:
    code, _summary, complaint = run_pull("--from", day)
    assert code == 1
    assert f"argument --from: “{day}” is not a day" in complaint or "has not come yet" in complaint


def test_another_service_is_begun_anew(service: Service) -> None:
    keep(service, service="https://api.partnercenter.example", done=TODAY)
    service.hold(20, days=80)
    assert run_pull()[0] == 0
    assert pulled() == service.held


def test_a_state_that_cannot_be_read_is_told(service: Service) -> None:
    PullState.objects.create(source="partnercenter", state='{"service": 1}')
    code, _summary, complaint = run_pull()
    assert code == 1
    assert "What the last pull has left cannot be read (" in complaint
    assert run_pull("--from", str(days_ago(3)))[0] == 0


def test_a_pull_that_came_to_its_end_says_when(service: Service) -> None:
    service.set(always="403")
    run_pull()
    assert not PullState.objects.filter(completed_at__isnull=False).exists()
    service.set(always="")
    run_pull()
    assert PullState.objects.filter(completed_at__isnull=False).exists()
