"""Links to the next page come in many forms; none leads the token elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from partnercenter.pulling.places import Link, linked_place
from portal.plugins import PullError
from tests.partnercenter.pulling.conftest import SECRET
from tests.partnercenter.pulling.pulls import pulled, run_pull, state

if TYPE_CHECKING:
    from tests.partnercenter.pulling.conftest import Service

pytestmark = pytest.mark.django_db
FORMS = [
    "plain",
    "v1",
    "slashes",
    "twice",
    "double",
    "bare",
    "absolute",
    "token",
    "token beside",
    "in the query",
    "seek",
]
ELSEWHERE = ["foreign", "foreign slashes", "foreign sign-in", "other path"]


@pytest.mark.parametrize("form", FORMS)
def test_it_follows_each_form(service: Service, form: str) -> None:
    service.hold(12, days=20, size=4, links=[form])
    assert run_pull()[0] == 0
    assert pulled() == service.held
    assert {asked["path"] for asked in service.seen()["asked"]} == {"/v1/auditrecords"}


def test_the_form_may_change_in_mid_run(service: Service) -> None:
    service.hold(60, size=4, links=FORMS)
    assert run_pull()[0] == 0
    assert pulled() == service.held


@pytest.mark.parametrize("form", ELSEWHERE)
def test_it_follows_no_link_that_leads_elsewhere(service: Service, form: str) -> None:
    service.hold(12, days=20, size=4, links=["plain", form])
    code, _summary, complaint = run_pull()
    assert code == 4
    assert "The link to the next page leads elsewhere and is not followed: " in complaint
    service.set(links=["plain"])
    assert run_pull()[0] == 0
    assert pulled() == service.held


def test_it_follows_no_redirect(service: Service) -> None:
    service.hold(12, days=20, size=4, faults=["redirect"])
    code, _summary, complaint = run_pull()
    assert code == 1
    assert (
        "a redirect to https://elsewhere.example/auditrecords, which is not followed" in complaint
    )


def test_a_token_that_is_no_header_is_not_sent(service: Service) -> None:
    service.set(faults=["odd token"])
    code, _summary, complaint = run_pull()
    assert code == 1
    assert "The token of the next page is none that can be sent." in complaint


@pytest.mark.parametrize(
    "uri",
    [
        "https://api.example/v1/auditrecords?a=1",
        "http://API.example:80/v1/auditrecords?a=1",
        "https://api.example:443//v1//auditrecords?a=1#page",
        "/proxied/v1/auditrecords?a=1",
        "/V1/AuditRecords?a=1",
        "auditrecords/?a=1",
    ],
)
def test_only_the_query_is_taken_from_a_link(uri: str) -> None:
    assert linked_place(Link(uri), "t", "https://api.example/proxied").query == "a=1"


@pytest.mark.parametrize(
    "uri",
    [
        "https://api.example.evil.example/v1/auditrecords?a=1",
        "https://api.example@evil.example/v1/auditrecords?a=1",
        "https://evil@api.example/v1/auditrecords?a=1",
        "https://api.example:8443/v1/auditrecords?a=1",
        "ftp://api.example/v1/auditrecords?a=1",
        "https://[/v1/auditrecords",
        "javascript:auditrecords",
        "/\\evil.example/v1/auditrecords",
        "/v1/auditrecords/../customers",
        "",
    ],
)
def test_other_places_are_refused(uri: str) -> None:
    with pytest.raises(PullError, match="leads elsewhere"):
        linked_place(Link(uri), "", "https://api.example")


def test_the_state_names_no_secret(service: Service) -> None:
    service.hold(12, days=20, size=4, faults=["", "", ""], always="403")
    run_pull()
    kept = str(state())
    assert "'window'" in kept
    assert SECRET not in kept
    assert not any(token in kept for token in service.seen()["tokens"])
