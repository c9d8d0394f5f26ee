from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.test import Client, override_settings

if TYPE_CHECKING:
    from portal.models import User
    from tests.conftest import MakeEntry

PREFERENCES = "/admin/preferences/"
LOG = "/admin/activitylog/activityentry/"


def test_it_begins_with_the_portals_own(bob: User, as_bob: Client) -> None:
    with override_settings(TIME_ZONE="America/New_York"):
        page = as_bob.get(PREFERENCES).content.decode()
        assert "The portal&#x27;s own (America/New_York)" in page
        assert bob.zone == ZoneInfo("America/New_York")


def test_a_zone_that_is_gone_gives_way_to_the_portals_own(bob: User, as_bob: Client) -> None:
    type(bob).objects.filter(pk=bob.pk).update(time_zone="Mars/Olympus_Mons")
    assert as_bob.get(PREFERENCES).status_code == 200


def test_a_choice_is_kept_with_the_account(bob: User, as_bob: Client) -> None:
    answer = as_bob.post(PREFERENCES, {"time_zone": "Europe/Berlin", "language": ""}, follow=True)
    assert "Your settings were saved." in answer.content.decode()
    bob.refresh_from_db()
    assert bob.zone == ZoneInfo("Europe/Berlin")


def test_the_log_shows_times_in_it(bob: User, as_bob: Client, make_entry: MakeEntry) -> None:
    make_entry(occurred_at=datetime(2026, 7, 1, 22, 30, tzinfo=UTC))
    bob.time_zone = "Europe/Berlin"
    bob.save()
    page = as_bob.get(LOG, {"date_from": "2026-07-02", "date_to": "2026-07-02"}).content.decode()
    assert "(CEST)" in page or "(Europe/Berlin)" in page
    assert 'title="2026-07-01 22:30:00 UTC"' in page
    assert "00:30:00" in page


def test_the_next_reader_of_a_thread_is_not_left_with_it(
    bob: User, as_bob: Client, as_alice: Client, make_entry: MakeEntry
) -> None:
    make_entry(occurred_at=datetime(2026, 7, 1, 22, 30, tzinfo=UTC))
    bob.time_zone = "Europe/Berlin"
    bob.save()
    everything = {"date_from": "", "date_to": ""}
    assert "00:30:00" in as_bob.get(LOG, everything).content.decode()
    assert "22:30:00</span>" in as_alice.get(LOG, everything).content.decode()


@pytest.mark.parametrize("zone", ["Berlin", "Europe/Atlantis", "../etc/passwd", "x" * 100])
def test_an_unknown_zone_is_refused_and_named(zone: str, bob: User, as_bob: Client) -> None:
    answer = as_bob.post(PREFERENCES, {"time_zone": zone, "language": ""})
    assert answer.status_code == 200
    assert "Select a valid choice" in answer.content.decode()
    bob.refresh_from_db()
    assert bob.time_zone == ""


def test_no_account_can_be_saved_with_an_unknown_zone(bob: User) -> None:
    bob.time_zone = "Europe/Atlantis"
    with pytest.raises(ValidationError, match="“Europe/Atlantis” is not a time zone"):
        bob.full_clean()


def test_the_page_changes_nothing_else(bob: User, as_bob: Client) -> None:
    values = {"time_zone": "Europe/Berlin", "language": "", "username": "root"}
    as_bob.post(PREFERENCES, values | {"is_superuser": "on", "email": "x@x.example"})
    bob.refresh_from_db()
    assert (bob.username, bob.email) == ("bob", "bob@partner.example")
    assert not bob.is_superuser
