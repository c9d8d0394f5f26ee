"""Two people confirm files in one moment."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import partial

import pytest

from customers.importing.applying import Application, Failed
from customers.importing.examining import Examination
from customers.importing.lists import customer_steps
from customers.importing.uploads import Upload
from customers.models import Customer
from customers.resources import CustomerResource
from customers.services import Actor
from tests.customers.at_once import at_once, rounds
from tests.customers.importing import HEAD, csv_of, entries

pytestmark = pytest.mark.django_db(transaction=True)

IMPORTED = ""
CHANGED = "What is stored has changed since you looked. Choose the file again."


def confirmed(data: bytes) -> partial[str]:
    """Somebody's file, looked at: a call that confirms it and returns why it was not imported."""
    parts = (CustomerResource, customer_steps, Actor(application="test"))
    found = Examination(io.BytesIO(data), *parts)
    assert not found.problems
    upload = Upload("", "customers", "customers.csv", found.shown, "", "")
    return partial(reason, Application(upload, data, *parts))


def reason(application: Application) -> str:
    try:
        list(application.run())
    except Failed as failed:
        return str(failed.problem.reason)
    return IMPORTED


def named(customers: Sequence[Customer], name: str) -> bytes:
    return csv_of(HEAD, *((row.pk, f"{name} of {row.domain}", row.domain) for row in customers))


def test_two_files_of_the_same_rows_in_opposite_order_do_not_wait_for_each_other():
    rows = [Customer.objects.create(name="Some", domain=f"n{n}.example") for n in range(60)]
    for number in rounds(2):
        one, two = named(rows, f"One {number}"), named(rows[::-1], f"Two {number}")
        assert sorted(map(str, at_once(confirmed(one), confirmed(two)))) == [IMPORTED, CHANGED]
        names = {row.name.split(" of ")[0] for row in Customer.objects.all()}
        assert len(names) == 1
    imports = [entry.status for entry in entries("import_file")]
    assert sorted(imports) == ["failed"] * len(rounds(2)) + ["succeeded"] * len(rounds(2))


def test_two_files_of_the_same_new_rows_in_opposite_order_end_in_words():
    for number in rounds(2):
        rows = [("", f"New {n}", f"new{n}.r{number}.example") for n in range(60)]
        one, two = csv_of(HEAD, *rows), csv_of(HEAD, *rows[::-1])
        found = [str(item) for item in at_once(confirmed(one), confirmed(two))]
        # Where they wait for one another, the database ends one of them; else one comes too late.
        assert found.count(IMPORTED) == 1
        assert Customer.objects.filter(domain__endswith=f"r{number}.example").count() == 60
