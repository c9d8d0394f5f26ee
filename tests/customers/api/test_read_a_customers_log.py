"""A customer's own log, below the customer's address."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from tests.customers.api.calls import API, ids_in, read
from tests.problems import fields_of, kind_of
from tests.tokens import program_of

if TYPE_CHECKING:
    from customers.models import Customer
    from portal.models import User
    from tests.conftest import MakeEntry


@pytest.fixture
def reader(alice: User) -> Client:
    return program_of(alice, "activity:read")


def test_it_lists_what_happened_to_this_customer(
    reader: Client, three: list[Customer], make_entry: MakeEntry
):
    alpha, beta, gamma = three
    mine = [str(make_entry(customer_id=alpha.pk, action=action).pk) for action in ("a", "b")]
    make_entry(customer_id=beta.pk)
    address = f"customers/{alpha.pk}/activity/"
    assert ids_in(reader, address) == mine[::-1]
    assert ids_in(reader, address, order="recorded") == mine
    assert ids_in(reader, address, action="a") == mine[:1]
    assert ids_in(reader, f"customers/{gamma.pk}/activity/") == []


def test_its_pages_stay_with_the_customer(
    reader: Client, three: list[Customer], make_entry: MakeEntry
):
    alpha, beta, _gamma = three
    for _time in range(3):
        make_entry(customer_id=alpha.pk)
        make_entry(customer_id=beta.pk)
    page = read(reader, f"customers/{alpha.pk}/activity/", limit=2)
    rest = reader.get(page["next"]).json()
    assert [len(page["results"]), len(rest["results"])] == [2, 1]
    assert {row["customer"] for row in rest["results"]} == {str(alpha.pk)}


@pytest.mark.parametrize("name", ["customer", "customer_name"])
def test_no_parameter_chooses_another_customer(name: str, reader: Client, acme: Customer):
    answer = reader.get(f"{API}customers/{acme.pk}/activity/", {name: str(uuid4())})
    assert fields_of(answer, 400) == [name]


def test_who_is_not_there_has_none(reader: Client):
    assert kind_of(reader.get(f"{API}customers/{uuid4()}/activity/"), 404) == "not-found"


@pytest.mark.parametrize("missing", ["view_customer", "view_activityentry"])
def test_it_takes_both_permissions(missing: str, acme: Customer, charlie: User):
    granted = {"view_customer", "view_activityentry"} - {missing}
    charlie.user_permissions.set(Permission.objects.filter(codename__in=granted))
    reader = program_of(charlie, "activity:read", "customers:read")
    answer = reader.get(f"{API}customers/{acme.pk}/activity/")
    assert kind_of(answer, 403) == "not-permitted"


def test_who_may_read_customers_only_does_not_read_the_log(program: Client, acme: Customer):
    answer = program.get(f"{API}customers/{acme.pk}/activity/")
    assert kind_of(answer, 403) == "missing-scope"
