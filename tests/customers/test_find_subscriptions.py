"""Subscriptions by the filters that numbers link to: alike in the list, its export and the API."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from customers.models import Customer, Subscription
from tests.customers.api.calls import ids_in
from tests.customers.making import make_movement, make_product, make_subscription
from tests.problems import errors_of
from tests.tokens import program_of

if TYPE_CHECKING:
    from portal.models import User

LIST = "/admin/customers/subscription/"
NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)
A_DAY = timedelta(days=1)
MICROSECOND = timedelta(microseconds=1)


@pytest.fixture
def berliner(alice: User) -> User:
    """In January an hour before UTC."""
    alice.time_zone = "Europe/Berlin"
    alice.save()
    return alice


def listed(client: Client, **filters: Any) -> set[str]:
    response = client.get(LIST, filters)
    assert response.status_code == 200
    assert not response.context["bar"].errors + response.context["bar"].other_errors
    return {str(row.pk) for row in response.context["cl"].result_list}


def reading(user: User) -> Client:
    return program_of(user, "customers:read")


def ids(*subscriptions: Subscription) -> set[str]:
    return {str(row.pk) for row in subscriptions}


def with_moment(customer: Customer, field: str, moment: datetime) -> Subscription:
    values: dict[str, Any] = {field: moment}
    if field == "suspended_at":
        values["status"] = "suspended"
    if field.startswith("trial_"):
        values["trial_product"] = make_product()
    return make_subscription(customer, **values)


BEGINS, ENDS = datetime(2026, 1, 14, 23, tzinfo=UTC), datetime(2026, 1, 15, 23, tzinfo=UTC)
UTC_BEGINS, UTC_ENDS = datetime(2026, 1, 15, tzinfo=UTC), datetime(2026, 1, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "field", "inside", "outside"),
    [
        ("created_from", "created_at", BEGINS, BEGINS - MICROSECOND),
        ("created_to", "created_at", ENDS - MICROSECOND, ENDS),
        ("renewed_from", "last_renewed_at", BEGINS, BEGINS - MICROSECOND),
        ("renewed_to", "last_renewed_at", ENDS - MICROSECOND, ENDS),
        ("suspended_before", "suspended_at", BEGINS - MICROSECOND, BEGINS),
        ("trial_converted_from", "trial_converted_at", BEGINS, BEGINS - MICROSECOND),
        ("trial_converted_to", "trial_converted_at", ENDS - MICROSECOND, ENDS),
        ("trial_end_from", "trial_end_at", UTC_BEGINS, UTC_BEGINS - MICROSECOND),
        ("trial_end_to", "trial_end_at", UTC_ENDS - MICROSECOND, UTC_ENDS),
        ("commitment_end_from", "commitment_end_at", UTC_BEGINS, UTC_BEGINS - MICROSECOND),
        ("commitment_end_to", "commitment_end_at", UTC_ENDS - MICROSECOND, UTC_ENDS),
    ],
)
def test_days_are_the_readers_but_terms_and_trials_end_with_days_of_utc(
    berliner: User,
    as_alice: Client,
    acme: Customer,
    name: str,
    field: str,
    inside: datetime,
    outside: datetime,
) -> None:
    wanted = with_moment(acme, field, inside)
    with_moment(acme, field, outside)
    assert listed(as_alice, **{name: "2026-01-15"}) == ids(wanted)
    assert set(ids_in(reading(berliner), "subscriptions/", **{name: "2026-01-15"})) == ids(wanted)


def test_one_that_never_was_renewed_suspended_or_tried_is_not_found_by_when(
    as_alice: Client, acme: Customer
) -> None:
    make_subscription(acme)
    for name in ("renewed_to", "suspended_before", "trial_end_to", "trial_converted_to"):
        assert listed(as_alice, **{name: "2099-01-01"}) == set()


RANGES = ("commitment_end", "created", "renewed", "trial_end", "trial_converted")


@pytest.mark.parametrize("name", RANGES)
def test_a_range_that_ends_before_it_begins_is_refused_at_its_field(
    alice: User, as_alice: Client, acme: Customer, name: str
) -> None:
    make_subscription(acme)
    given = {f"{name}_from": "2026-01-16", f"{name}_to": "2026-01-15"}
    page = as_alice.get(LIST, given)
    assert page.context["cl"].result_list == []
    ((field, messages),) = page.context["bar"].filterset.errors.items()
    assert field == f"{name}_from"
    labels = [page.context["bar"].filterset.filters[key].label for key in given]
    assert messages == [f"“{labels[0]}” is after “{labels[1]}”. Swap the two dates."]
    assert as_alice.get(f"{LIST}export/", given).status_code == 400
    told = reading(alice).get("/api/v1/subscriptions/", given)
    assert errors_of(told) == [(f"{name}_from", messages[0])]


@pytest.mark.parametrize("name", RANGES)
def test_a_range_may_be_one_day(as_alice: Client, acme: Customer, name: str) -> None:
    listed(as_alice, **{f"{name}_from": "2026-01-15", f"{name}_to": "2026-01-15"})


@pytest.fixture
def three_sold(acme: Customer) -> list[Subscription]:
    vienna = Customer.objects.create(name="Wiener Werke", domain="wien.example", country="AT")
    zurich = Customer.objects.create(name="Zürcher", country="CH")
    visio = make_product(name="Visio Plan 2", sku="CFQ7TTC0HD32:0002", family="Visio")
    power = make_product(name="Power BI Pro", sku="CFQ7TTC0L3PB:0001", family="Power Platform")
    return [
        make_subscription(vienna, product=visio, assigned_quantity=5),
        make_subscription(vienna, product=power, currency="CHF", assigned_quantity=4),
        make_subscription(zurich, product=power, currency="USD", assigned_quantity=10),
    ]


FINDING: list[tuple[dict[str, Any], set[int]]] = [
    ({"customer_name": "WERKE"}, {0, 1}),
    ({"customer_name": "wien.example"}, {0, 1}),
    ({"country": "AT"}, {0, 1}),
    ({"country": ["AT", "CH"]}, {0, 1, 2}),
    ({"country": "XX"}, set()),
    ({"product": "visio"}, {0}),
    ({"product": "L3PB:"}, {1, 2}),
    ({"sku": "CFQ7TTC0HD32:0002"}, {0}),
    ({"sku": ["CFQ7TTC0HD32:0002", "CFQ7TTC0L3PB:0001"]}, {0, 1, 2}),
    ({"sku": "CFQ7TTC0HD32"}, set()),
    ({"currency": ["EUR", "CHF"]}, {0, 1}),
    ({"unassigned": "some"}, {0, 1}),
    ({"unassigned": "most"}, {1}),
    ({"unassigned": "few"}, set()),
    ({"at_risk": "nothing"}, set()),
    ({"country": "AT", "currency": "CHF", "product": "power"}, {1}),
]


@pytest.mark.parametrize(("given", "numbers"), FINDING)
def test_list_export_and_api_find_the_same(
    alice: User,
    as_alice: Client,
    three_sold: list[Subscription],
    given: dict[str, Any],
    numbers: set[int],
) -> None:
    wanted = ids(*(three_sold[number] for number in numbers))
    assert listed(as_alice, **given) == wanted
    text = b"".join(as_alice.get(f"{LIST}export/", given)).decode("utf-8-sig")
    rows = csv.DictReader(io.StringIO(text, newline=""))
    assert {row["Subscription ID"] for row in rows} == wanted
    assert set(ids_in(reading(alice), "subscriptions/", **given)) == wanted


def test_a_dash_finds_those_without_a_country_or_family(
    alice: User, as_alice: Client, acme: Customer, three_sold: list[Subscription]
) -> None:
    bare = make_subscription(acme, product=make_product(family=""))
    for name, other, found in (("country", "CH", 2), ("family", "Visio", 0)):
        assert listed(as_alice, **{name: "-"}) == ids(bare)
        both = {name: ["-", other]}
        assert listed(as_alice, **both) == ids(bare, three_sold[found])
        assert set(ids_in(reading(alice), "subscriptions/", **both)) == ids(bare, three_sold[found])
    text = as_alice.get(LIST).content.decode()
    assert "No country" in text
    assert "No family" in text


@pytest.fixture
def today(db: None) -> Iterator[datetime]:
    with time_machine.travel(NOON, tick=False):
        yield NOON


def test_what_does_not_renew_is_at_risk_for_sixty_days_before_its_end(
    today: datetime, alice: User, acme: Customer
) -> None:
    program = reading(alice)
    midnight = today.replace(hour=0)

    def ending(moment: datetime, **values: Any) -> Subscription:
        return make_subscription(acme, commitment_end_at=moment, **{"auto_renew": False} | values)

    wanted = [ending(midnight), ending(midnight + 61 * A_DAY - MICROSECOND)]
    ending(midnight - MICROSECOND)
    ending(midnight + 61 * A_DAY)
    ending(midnight + A_DAY, auto_renew=True)
    ending(midnight + A_DAY, status="suspended")
    assert set(ids_in(program, "subscriptions/", at_risk="ending")) == ids(*wanted)


def test_what_has_fewer_seats_assigned_than_thirty_days_ago_is_at_risk(
    today: datetime, berliner: User, acme: Customer
) -> None:
    first = datetime(2025, 12, 15, 23, tzinfo=UTC)

    def moved(*changes: tuple[str, int], at: datetime = first, **values: Any) -> Subscription:
        subscription = make_subscription(acme, **values)
        for kind, change in changes:
            make_movement(subscription, kind, at, active_assigned_quantity=change)
        return subscription

    fewer = moved(("licenses_revoked", -3), ("licenses_assigned", 2))
    moved(("licenses_revoked", -2), ("licenses_assigned", 2))
    moved(("licenses_revoked", -3), at=first - MICROSECOND)
    moved(("licenses_revoked", -3), status="suspended")
    moved(("suspended", -3))
    program = reading(berliner)
    assert set(ids_in(program, "subscriptions/", at_risk="usage")) == ids(fewer)
    both = ids_in(program, "subscriptions/", at_risk=["usage", "ending"])
    assert set(both) == ids(fewer)


def test_what_has_no_field_in_the_bar_is_a_chip_and_is_kept_by_apply(
    as_alice: Client, acme: Customer
) -> None:
    given = {"created_from": "2026-11-01", "at_risk": "usage", "sku": "A:1"}
    bar = as_alice.get(LIST, given).context["bar"]
    assert {(chip.label, chip.value) for chip in bar.chips} == {
        ("Created from", "1 Nov 2026"),
        ("At risk", "Fewer seats assigned than 30 days ago"),
        ("SKU", "A:1"),
    }
    assert dict(bar.kept) == given


def test_a_customers_own_list_knows_them_but_not_those_that_choose_a_customer(
    alice: User, three_sold: list[Subscription]
) -> None:
    first, second, _ = three_sold
    program = reading(alice)
    address = f"customers/{first.customer_id}/subscriptions/"
    assert set(ids_in(program, address, unassigned="most")) == ids(second)
    for name in ("customer", "customer_name", "country"):
        told = program.get(f"/api/v1/{address}", {name: "x"})
        assert errors_of(told) == [(name, "There is no parameter of this name.")]


@pytest.mark.parametrize(
    "given",
    [{"at_risk": ["ending", "usage"]}, {"country": "AT", "product": "visio", "unassigned": "some"}],
)
def test_finding_takes_no_more_queries_than_listing(
    as_alice: Client,
    three_sold: list[Subscription],
    given: dict[str, Any],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_max_num_queries(8):
        as_alice.get(reverse("admin:customers_subscription_changelist"), given)
