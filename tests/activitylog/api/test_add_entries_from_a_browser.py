"""A session may write too, but only from the portal's own pages: others do not have its token."""

from __future__ import annotations

import pytest
from django.test import Client

from activitylog.models import ActivityEntry
from tests.activitylog.api.asking import ACTIVITY
from tests.problems import problem
from tests.signing_in import csrf_token, in_a_browser

RECORD = {"occurred_at": "2026-03-04T05:06:07Z", "action": "create_order", "external_id": "e-1"}


@pytest.fixture
def browser(as_alice: Client) -> Client:
    return in_a_browser(as_alice)


def test_what_another_site_sends_is_refused(browser: Client) -> None:
    answer = browser.post(ACTIVITY, RECORD, content_type="application/json")
    assert problem(answer, 403)["detail"].startswith("CSRF Failed")
    assert not ActivityEntry.objects.exists()


def test_what_a_page_of_the_portal_sends_is_added(browser: Client) -> None:
    answer = browser.post(
        ACTIVITY, RECORD, content_type="application/json", headers=csrf_token(browser)
    )
    assert (answer.status_code, answer.json().get("added")) == (200, 1), answer.content
    assert ActivityEntry.objects.get().source == "api"
