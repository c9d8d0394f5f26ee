"""Several programs change one row in the same moment."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.customers.api.calls import send
from tests.customers.at_once import assert_chained, at_once, entries, rounds, succeeded, threads
from tests.customers.operations_table.making import running
from tests.tokens import program_of

if TYPE_CHECKING:
    from customers.models import Customer
    from portal.models import User

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_of_all_who_read_the_same_changes_it(alice: User, acme: Customer):
    program = program_of(alice, "customers:write")
    for number in rounds(2):
        held = running(acme)

        def change(address: str = f"subscriptions/{held.pk}/", name: str = f"Name {number}") -> int:
            body = {"name": name, "quantity": 12, "auto_renew": False}
            return int(send(program, "patch", address, body, if_match='"1"').status_code)

        found = at_once(*[change] * threads())
        assert sorted(map(str, found)) == ["200"] + ["412"] * (threads() - 1)
        held.refresh_from_db()
        assert (held.version, held.quantity, held.auto_renew) == (4, 12, False)
        assert len(succeeded(resource_id=str(held.pk))) == 3
        assert len(entries(resource_id=str(held.pk), status="failed")) == threads() - 1
        assert_chained(held)
