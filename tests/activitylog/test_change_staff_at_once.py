"""Several change the same member of staff in the same moment."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from threading import Barrier
from typing import TYPE_CHECKING

import pytest
from django.db import connection

from activitylog.models import ActivityEntry
from tests.portal.test_manage_users import form_of, page
from tests.signing_in import signed_in
from tests.staff import make_staff

if TYPE_CHECKING:
    from portal.models import User

pytestmark = pytest.mark.django_db(transaction=True)
AT_ONCE = 6


def test_each_entry_begins_with_what_the_one_before_left(alice: User) -> None:
    dave = make_staff("dave", "Helpdesk agent")
    forms = [form_of(dave, first_name=f"Dave {number}") for number in range(AT_ONCE)]
    clients = [signed_in(alice) for _form in forms]
    barrier = Barrier(AT_ONCE)

    def change(number: int) -> int:
        try:
            barrier.wait()
            return clients[number].post(page(dave), forms[number]).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert set(pool.map(change, range(AT_ONCE))) == {302}

    dave.refresh_from_db()
    entries = ActivityEntry.objects.order_by("pk")
    names = [(_first_name(entry.old_value), _first_name(entry.new_value)) for entry in entries]
    assert len(names) == AT_ONCE
    assert (names[0][0], names[-1][1]) == ("", dave.first_name)
    for (_before, left), (found, _after) in pairwise(names):
        assert found == left


def _first_name(value: str | None) -> str:
    return str(json.loads(value or "")["FirstName"])
