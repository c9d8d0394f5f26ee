"""Nobody adds, changes or deletes an entry through the admin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME

from activitylog.models import ActivityEntry
from tests.activitylog.log import LOG, get, text_of

if TYPE_CHECKING:
    from django.test import Client

    from tests.conftest import MakeEntry

REFUSED = (403, 404, 405)


@pytest.mark.parametrize("path", ["add/", "{}/delete/", "{}/history/", "{}/"])
@pytest.mark.parametrize("method", ["get", "post", "put", "delete"])
@pytest.mark.parametrize("reader", ["as_alice", "as_bob", "as_charlie"])
def test_it_has_no_page_for_it(
    request: pytest.FixtureRequest, make_entry: MakeEntry, reader: str, method: str, path: str
) -> None:
    entry = make_entry(status="succeeded")
    client = request.getfixturevalue(reader)
    answer = getattr(client, method)(LOG + path.format(entry.pk))
    assert answer.status_code in REFUSED
    assert ActivityEntry.objects.get().status == "succeeded"


@pytest.mark.parametrize("path", ["{}/change/", "{}/details/", "{}/json/"])
def test_it_takes_nothing_where_an_entry_is_shown(
    as_alice: Client, make_entry: MakeEntry, path: str
) -> None:
    entry = make_entry(status="succeeded")
    data = {"status": "failed", "_save": "Save", "action": "changed"}
    as_alice.post(LOG + path.format(entry.pk), data)
    stored = ActivityEntry.objects.get()
    assert (stored.status, stored.action) == ("succeeded", "create_order")


def test_it_has_no_action_that_deletes(as_alice: Client, make_entry: MakeEntry) -> None:
    entry = make_entry()
    data = {"action": "delete_selected", ACTION_CHECKBOX_NAME: str(entry.pk), "post": "yes"}
    as_alice.post(LOG, data)
    assert ActivityEntry.objects.exists()
    page = text_of(get(as_alice))
    assert ACTION_CHECKBOX_NAME not in page
    assert "delete_selected" not in page


def test_it_offers_nothing_of_the_kind(as_alice: Client, make_entry: MakeEntry) -> None:
    entry = make_entry()
    page = text_of(get(as_alice)) + text_of(get(as_alice, {}, f"{entry.pk}/change/"))
    for path in ("add/", "delete/", "history/"):
        assert path not in page
    assert 'name="_save"' not in page


@pytest.mark.parametrize("path", ["", "{}/change/", "{}/details/", "{}/json/", "details/?id={}"])
def test_it_is_shown_only_to_those_who_may_see_it(
    as_alice: Client, as_bob: Client, as_charlie: Client, make_entry: MakeEntry, path: str
) -> None:
    address = path.format(make_entry().pk)
    answers = [get(client, {}, address).status_code for client in (as_alice, as_bob, as_charlie)]
    assert answers == [200, 200, 403]


@pytest.mark.parametrize("path", ["", "export/", "import/", "details/", "customers/"])
def test_it_asks_strangers_to_sign_in(client: Client, db: None, path: str) -> None:
    answer = get(client, {}, path)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/admin/login/?next=")
