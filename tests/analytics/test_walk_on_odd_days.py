"""Every number equals its rows also where months are short, and where a day has 23 hours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import time_machine

from analytics.admin.tab_links import page_url
from analytics.tabs import TABS
from tests.analytics.reading import berlin
from tests.analytics.story import tell
from tests.analytics.walking import Walk, page
from tests.signing_in import signed_in

if TYPE_CHECKING:
    from portal.models import User

MOMENTS = {
    "before the shortest month": "2027-01-31 12:00",
    "the day of leap years": "2028-02-29 00:01",
    "the end of the shortest day": "2027-03-28 23:59",
}


@pytest.mark.parametrize("moment", MOMENTS.values(), ids=MOMENTS)
def test_every_number_of_a_tab_as_it_opens_equals_its_rows(moment: str, alice: User):
    alice.time_zone = "Europe/Berlin"
    alice.save()
    with time_machine.travel(berlin(moment), tick=False):
        tell()
        client = signed_in(alice)
        stated = page(client, page_url(TABS["subscriptions"])).stated
        assert len(stated) > 50
        assert Walk(client).differences(stated, "en") == []
