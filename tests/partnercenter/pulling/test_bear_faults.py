"""What breaks on the way is asked for again: nothing is lost, nothing is there twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from activitylog.models import PullState
from tests.partnercenter.pulling.conftest import SECRET, records
from tests.partnercenter.pulling.pulls import pulled, run_pull, state, told

if TYPE_CHECKING:
    from tests.partnercenter.pulling.conftest import Service

pytestmark = pytest.mark.django_db

ALL = (0, "20 read, 20 added, 0 known, 0 conflicting, 0 refused.", "")
PASSING = [
    "429 seconds",
    "429 date",
    "429 gateway",
    "429 odd",
    "500",
    "503",
    "drop",
    "cut",
    "garbage",
    "half",
    "no items",
    "odd links",
    "expired",
    "repeat",
]


@pytest.fixture(autouse=True)
def twenty(service: Service) -> None:
    service.hold(20, size=4)


@pytest.mark.parametrize("fault", PASSING)
def test_a_fault_that_passes_costs_nothing(service: Service, fault: str) -> None:
    service.set(faults=["", fault, "", "", fault])
    assert run_pull() == ALL
    assert pulled() == service.held


def test_all_faults_in_one_pull_cost_nothing(service: Service) -> None:
    service.set(faults=[part for fault in PASSING for part in (fault, "")])
    assert run_pull() == ALL
    assert pulled() == service.held


def test_faults_of_the_sign_in_cost_nothing(service: Service) -> None:
    service.set(sign_in_faults=["500", "drop", "429 seconds"], faults=["", "expired"])
    assert run_pull() == ALL


@pytest.mark.parametrize(
    ("fault", "seconds"), [("429 seconds", 7), ("429 gateway", 57), ("429 date", 200)]
)
def test_it_waits_as_long_as_it_is_asked_to(
    service: Service, waits: list[float], fault: str, seconds: int
) -> None:
    service.set(faults=[fault])
    run_pull()
    (waited,) = waits
    # A date has whole seconds, and some may have passed.
    assert seconds - 15 < waited <= seconds


def test_it_waits_longer_each_time(service: Service, waits: list[float]) -> None:
    service.set(faults=["503"] * 5)
    assert run_pull() == ALL
    assert len(waits) == 5
    assert all(2**n <= wait <= 2**n + 1 for n, wait in enumerate(waits))


@pytest.mark.parametrize("fault", ["500", "503", "drop", "cut", "garbage", "429 odd"])
def test_it_stops_where_a_fault_does_not_pass_and_goes_on_there(
    service: Service, waits: list[float], fault: str
) -> None:
    service.set(faults=["", "", ""], always=fault)
    code, summary, complaint = run_pull()
    assert (code, summary) == (4, "")
    assert "Stopped midway: " in complaint
    assert 0 < len(pulled()) < 20
    assert 5 <= len(waits) < 12
    assert told()[-1]["Status"] == "failed"
    service.set(always="", asked=[])
    code, summary, _complaint = run_pull()
    assert code == 0
    assert pulled() == service.held
    assert "ms-continuationtoken" in service.seen()["asked"][0]


def test_it_leaves_a_service_alone_that_asks_for_long(service: Service, waits: list[float]) -> None:
    service.set(faults=["", "429 long"])
    code, _summary, complaint = run_pull()
    assert code == 4
    assert "The service asks to be left alone for 3600 seconds." in complaint
    assert waits == []


@pytest.mark.parametrize("fault", ["end in a circle", "first again", "empty"])
def test_a_circle_ends_and_is_told(service: Service, fault: str) -> None:
    """Nobody can say what would follow. The records are kept, and the other days are read."""
    kept = records(15, days=60)
    service.set(records=kept, faults=["", ""], always=fault)
    code, _summary, complaint = run_pull()
    assert code == 3
    assert "leads in a circle: what follows could not be read." in complaint
    assert told()[-1]["Missing"].endswith("could not be read.")
    assert pulled()
    assert len(pulled()) == len(set(pulled()))
    assert state()["done"]
    assert len(service.seen()["asked"]) < 120


def test_a_page_that_comes_again_with_the_right_link_costs_nothing(service: Service) -> None:
    service.set(faults=["", "first again", "first again", "", "first again"])
    code, _summary, complaint = run_pull()
    assert (code, complaint) == (0, "")
    assert pulled() == service.held


def test_empty_pages_with_a_next_one_are_no_end(service: Service) -> None:
    service.set(faults=["", "empty", "empty", "", "empty"])
    assert run_pull() == ALL


def test_an_empty_page_that_leads_to_itself_is_the_end(service: Service) -> None:
    service.hold(0, always="self")
    assert run_pull()[0] == 0


@pytest.mark.parametrize("fault", ["403", "404", "401"])
def test_it_says_why_the_service_refuses(service: Service, fault: str) -> None:
    service.set(always=fault)
    code, summary, complaint = run_pull()
    assert (code, summary) == (1, "")
    words = {
        "403": "Partner Center answers 403 (900150: The role lacks the right.).",
        "404": "Partner Center answers 404 (1000: Not found.).",
        "401": "Partner Center answers 401 (800001: No token: Bearer%20…).",
    }
    assert complaint == words[fault]
    assert not PullState.objects.exists()


def test_it_signs_in_once_more_and_no_oftener(service: Service) -> None:
    service.set(always="401")
    run_pull()
    assert len(service.seen()["sign_ins"]) == 2


def test_it_renews_a_token_before_it_expires(service: Service) -> None:
    service.set(lifetime="0")
    assert run_pull() == ALL
    seen = service.seen()
    assert len(seen["sign_ins"]) == len(seen["asked"]) > 5


@pytest.mark.parametrize("lifetime", [3600, None])
def test_it_signs_in_once_for_a_pull(service: Service, lifetime: int | None) -> None:
    service.set(lifetime=lifetime)
    assert run_pull() == ALL
    assert len(service.seen()["sign_ins"]) == 1


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("refused", "answers 401 (invalid_client: AADSTS7000215: not …)."),
        ("500", "answers 500 (800003: Something broke.)."),
        ("no token", "gives no token."),
        ("garbage", "gives no token."),
        ("redirect", "answers 302 (a redirect to https://elsewhere.example/auditrecords, which"),
        ("drop", "cannot be reached: "),
    ],
)
def test_it_says_why_it_cannot_sign_in(service: Service, fault: str, words: str) -> None:
    service.set(always_sign_in=fault)
    code, _summary, complaint = run_pull()
    assert code == 1
    assert complaint.startswith(f"The token endpoint {words}")
    assert SECRET not in complaint
    assert service.seen()["asked"] == []


def test_it_ends_with_one_where_nobody_answers(service: Service, settings: Any) -> None:
    settings.PARTNER_CENTER_URL = "http://127.0.0.1:9"
    code, _summary, complaint = run_pull()
    assert code == 1
    assert complaint.startswith("Partner Center cannot be reached: ")
