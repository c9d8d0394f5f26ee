from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest

from activitylog.filters import ActivityEntryFilter
from activitylog.models import ActivityEntry
from tests.activitylog.log import found, record, take

if TYPE_CHECKING:
    from customers.models import Customer

pytestmark = pytest.mark.django_db
UPPER = "488745B5-2086-4912-802C-6ABB9F7C3638"


@pytest.mark.parametrize("name", ["action", "status", "resource_type"])
def test_it_takes_one_code_or_several(name: str) -> None:
    take(*(record(**{name: code, "external_id": code}) for code in ("a", "b", "c")))
    assert found(**{name: "b"}) == ["b"]
    assert set(found(**{name: ["a", "c"]})) == {"a", "c"}


@pytest.mark.parametrize("name", ["action", "status", "resource_type"])
def test_it_matches_nothing_by_a_code_that_nobody_knows(name: str) -> None:
    take(record())
    assert found(**{name: "never_heard_of"}) == []


@pytest.mark.parametrize("name", ["action", "status", "resource_type"])
def test_it_does_not_narrow_by_an_empty_code(name: str) -> None:
    take(record())
    assert found(**{name: ""}) == found(**{name: ["", " "]}) == ["r-1"]


def test_it_takes_a_customer(acme: Customer) -> None:
    take(record(customer_id=acme.pk), record(external_id="r-2"))
    assert found(customer=str(acme.pk)) == found(customer=str(acme.pk).upper()) == ["r-1"]


def test_it_matches_nothing_by_a_customer_that_nobody_knows() -> None:
    take(record())
    assert found(customer=str(uuid4())) == []


@pytest.mark.parametrize("name", ["resource_id", "correlation_id", "q"])
@pytest.mark.parametrize("stored", [UPPER, UPPER.lower()])
def test_it_finds_an_id_in_either_case(name: str, stored: str) -> None:
    field = "resource_id" if name == "q" else name
    take(record(**{field: stored}), record(external_id="r-2"))
    assert found(**{name: UPPER}) == found(**{name: UPPER.lower()}) == ["r-1"]


@pytest.mark.parametrize("name", ["resource_id", "correlation_id"])
def test_it_does_not_take_part_of_an_id(name: str) -> None:
    take(record(**{name: UPPER}))
    assert found(**{name: UPPER[:8]}) == []


def test_it_searches_company_user_and_ids() -> None:
    fields = ("customer_name", "partner_user", "application", "resource_id", "correlation_id")
    take(
        *(record(**{name: "Needle", "external_id": name}) for name in fields),
        record(external_id="hay", status="needle", details='"needle"'),
    )
    assert set(found(q="needle")) == set(fields) - {"resource_id", "correlation_id"}
    assert set(found(q="Needle")) == set(fields)


def test_it_searches_the_id_of_the_entry() -> None:
    take(record(), record(external_id="r-2"))
    key = str(ActivityEntry.objects.get(external_id="r-1").pk)
    assert found(q=key) == found(q=key.upper()) == found(q=key.replace("-", "")) == ["r-1"]


def test_it_narrows_by_all_filters_at_once(acme: Customer) -> None:
    values: dict[str, Any] = {
        "customer_name": "Müller",
        "partner_user": "petra",
        "status": "failed",
        "resource_type": "order",
        "resource_id": "o-1",
        "correlation_id": "c-1",
    }
    whole = {"customer_id": acme.pk} | values
    take(record(**whole), *(record(**whole | {n: "x", "external_id": n}) for n in values))
    given = values | {
        "customer": str(acme.pk),
        "action": "create_order",
        "q": "müller",
        "date_from": "2026-03-04",
        "date_to": "2026-03-04",
    }
    assert set(given) == set(ActivityEntryFilter.base_filters)
    assert found(**given) == ["r-1"]
