"""The list of what changed of subscriptions in numbers."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from customers.models import Customer, Subscription, SubscriptionMovement
from tests.customers.api.calls import ids_in, read
from tests.customers.making import make_movement, make_product, make_subscription
from tests.problems import errors_of
from tests.tokens import program_of

if TYPE_CHECKING:
    from portal.models import User

LIST = "/admin/customers/subscriptionmovement/"
API = "subscription-movements/"
BEGINS, ENDS = datetime(2026, 1, 14, 23, tzinfo=UTC), datetime(2026, 1, 15, 23, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
DAY = {"date_from": "2026-01-15", "date_to": "2026-01-15"}


def listed(client: Client, **filters: Any) -> list[str]:
    response = client.get(LIST, filters)
    assert response.status_code == 200
    assert response.context["bar"].valid
    return [str(row.pk) for row in response.context["cl"].result_list]


def exported(client: Client, **filters: Any) -> list[dict[str, str]]:
    text = b"".join(client.get(f"{LIST}export/", filters)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def keys(*movements: SubscriptionMovement) -> list[str]:
    return [str(movement.pk) for movement in movements]


def cells(client: Client, **filters: Any) -> list[str]:
    """The texts of the cells of the first row, without the labels that phones show."""
    page = client.get(LIST, filters).content.decode()
    page = re.sub(r'<span class="muted phone-only">[^<]*</span>', "", page)
    row = re.findall(r"<tbody>.*?</tr>", page, re.DOTALL)[0]
    texts = re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", row, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", "", text).split()) for text in texts]


@pytest.fixture
def held(acme: Customer) -> Subscription:
    return make_subscription(acme, name="Büro", product=make_product(name="E3", sku="A:1"))


@pytest.fixture
def berliner(alice: User) -> User:
    """In January an hour before UTC."""
    alice.time_zone = "Europe/Berlin"
    alice.save()
    return alice


def test_the_newest_stands_first_with_its_figures(
    berliner: User, as_alice: Client, held: Subscription
) -> None:
    make_movement(held, "created", BEGINS - MICROSECOND)
    make_movement(
        held,
        "seats_added",
        BEGINS,
        quantity=1500,
        active_quantity=1500,
        monthly_price="18450.00",
        amount="221400.5",
    )
    assert cells(as_alice) == [
        "15 Jan 2026 00:00:00",
        "Müller & Söhne GmbH".replace("&", "&amp;"),
        "Büro",
        "Seats added",
        "E3",
        "+1,500",
        "+1,500",
        "–",
        "+18,450.00 EUR",
        "+221,400.50 EUR",
    ]


def test_what_is_less_has_a_minus_and_a_trial_is_marked(
    as_alice: Client, held: Subscription
) -> None:
    make_movement(held, "deprovisioned", active_quantity=-10, monthly_price="-12.3", is_trial=True)
    shown = cells(as_alice)
    assert shown[3] == "Deprovisioned Trial"
    assert shown[5:] == ["–", "−10", "–", "−12.30 EUR", "–"]


def test_a_row_leads_to_its_subscription_and_customer(as_alice: Client, held: Subscription) -> None:
    make_movement(held)
    page = as_alice.get(LIST).content.decode()
    assert f'href="{reverse("admin:customers_subscription_change", args=[held.pk])}"' in page
    address = reverse("admin:customers_customer_subscriptions", args=[held.customer_id])
    assert f'href="{address}"' in page


def test_who_may_not_open_them_reads_their_names(
    bob: User, as_bob: Client, held: Subscription
) -> None:
    bob.user_permissions.set(Permission.objects.filter(codename="view_subscriptionmovement"))
    make_movement(held)
    page = as_bob.get(LIST).content.decode()
    assert "Büro" in page
    assert str(held.pk) not in page


def test_a_day_is_the_readers(berliner: User, as_alice: Client, held: Subscription) -> None:
    first, last = (make_movement(held, at=at) for at in (BEGINS, ENDS - MICROSECOND))
    for at in (BEGINS - MICROSECOND, ENDS):
        make_movement(held, at=at)
    assert listed(as_alice, **DAY) == keys(last, first)
    assert ids_in(program_of(berliner, "customers:read"), API, **DAY) == keys(last, first)


def test_without_days_all_are_meant(as_alice: Client, held: Subscription) -> None:
    old = make_movement(held, at=datetime(1999, 1, 1, tzinfo=UTC))
    assert listed(as_alice) == keys(old)
    bar = as_alice.get(LIST).context["bar"]
    assert [preset.label for preset in bar.rows[0].presets if preset.current] == ["Everything"]


def test_for_programs_days_may_be_moments(alice: User, held: Subscription) -> None:
    program = program_of(alice, "customers:read")
    wanted = make_movement(held, at=BEGINS)
    make_movement(held, at=BEGINS + MICROSECOND)
    moment = f"{BEGINS:%Y-%m-%dT%H:%M:%S}Z"
    assert ids_in(program, API, date_from=moment, date_to=moment) == keys(wanted)


def test_from_after_to_is_refused(alice: User, as_alice: Client, held: Subscription) -> None:
    make_movement(held)
    given = {"date_from": "2026-01-16", "date_to": "2026-01-15"}
    message = "“From” is after “To”. Swap the two dates."
    page = as_alice.get(LIST, given)
    assert page.context["bar"].errors[0]["messages"] == [message]
    assert page.context["cl"].result_list == []
    assert as_alice.get(f"{LIST}export/", given).status_code == 400
    told = program_of(alice, "customers:read").get(f"/api/v1/{API}", given)
    assert errors_of(told) == [("date_from", message)]


@pytest.fixture
def four(acme: Customer) -> list[SubscriptionMovement]:
    vienna = Customer.objects.create(name="Wiener Werke", country="AT")
    visio = make_product(name="Visio Plan 2", sku="V:2", family="Visio")
    first = make_subscription(acme)
    second = make_subscription(vienna, product=visio, currency="CHF")
    trial = make_subscription(vienna, product=make_product(), is_trial=True)
    return [
        make_movement(first, "created", monthly_price=10, quantity=5),
        make_movement(first, "suspended", monthly_price=-10, quantity=-5),
        make_movement(second, "renewed"),
        make_movement(trial, "created"),
    ]


FINDING: list[tuple[dict[str, Any], set[int]]] = [
    ({"kind": "created"}, {0, 3}),
    ({"kind": ["created", "renewed"]}, {0, 2, 3}),
    ({"kind": "unheard_of"}, set()),
    ({"customer": "0c39d6d5-c70d-4c55-bc02-f620844f3fd1"}, {0, 1}),
    ({"customer_name": "WIENER"}, {2, 3}),
    ({"country": "AT"}, {2, 3}),
    ({"family": "Visio"}, {2}),
    ({"product": "visio"}, {2}),
    ({"sku": "V:2"}, {2}),
    ({"is_trial": "true"}, {3}),
    ({"currency": "CHF"}, {2}),
    ({"seats": "more"}, {0}),
    ({"seats": "less"}, {1}),
    ({"seats": ["more", "less"]}, {0, 1}),
    ({"change": "more"}, {0}),
    ({"change": "less"}, {1}),
    ({"change": ["more", "less"]}, {0, 1}),
    ({"kind": "created", "is_trial": "false"}, {0}),
]


@pytest.mark.parametrize(("given", "numbers"), FINDING)
def test_list_export_and_api_find_the_same(
    alice: User,
    as_alice: Client,
    four: list[SubscriptionMovement],
    given: dict[str, Any],
    numbers: set[int],
) -> None:
    wanted = keys(*(four[number] for number in sorted(numbers, reverse=True)))
    assert listed(as_alice, **given) == wanted
    assert [row["Id"] for row in exported(as_alice, **given)] == wanted
    assert ids_in(program_of(alice, "customers:read"), API, **given) == wanted


def test_a_subscription_leads_to_its_movements(
    as_alice: Client, four: list[SubscriptionMovement]
) -> None:
    renewed = four[2]
    page = as_alice.get(f"/admin/customers/subscription/{renewed.subscription_id}/change/")
    address = f"{LIST}?subscription={renewed.subscription_id}"
    assert f'href="{address}">Movements</a>' in page.content.decode()
    found = as_alice.get(address)
    assert [row.pk for row in found.context["cl"].result_list] == [renewed.pk]
    (chip,) = found.context["bar"].chips
    assert (chip.label, chip.value) == ("Subscription", "Microsoft 365 E3")


def test_who_may_not_see_movements_has_no_way_there(as_bob: Client, held: Subscription) -> None:
    page = as_bob.get(f"/admin/customers/subscription/{held.pk}/change/").content.decode()
    assert "subscriptionmovement" not in page
    assert as_bob.get(LIST).status_code == 403


def test_it_proposes_customers_by_what_is_typed(
    bob: User, as_bob: Client, as_alice: Client, acme: Customer
) -> None:
    found = as_alice.get(f"{LIST}customers/", {"q": "MÜLL"}).json()["results"]
    assert found == [
        {"id": str(acme.pk), "text": "Müller & Söhne GmbH", "hint": "mueller-soehne.example"}
    ]
    assert as_alice.get(f"{LIST}customers/").json()["results"] == []
    assert as_bob.get(f"{LIST}customers/", {"q": "MÜLL"}).status_code == 403


def test_nothing_is_added_changed_or_deleted_here(as_alice: Client, held: Subscription) -> None:
    movement = make_movement(held)
    for place in ("add/", f"{movement.pk}/change/", f"{movement.pk}/delete/"):
        assert as_alice.get(LIST + place).status_code == 404


def test_the_api_tells_every_field(alice: User, held: Subscription) -> None:
    movement = make_movement(held, "seats_removed", BEGINS, quantity=-5, monthly_price="-61.5")
    (row,) = read(program_of(alice, "customers:read"), API)["results"]
    names = {field.name for field in SubscriptionMovement._meta.get_fields()}
    assert names < row.keys()
    assert row["id"] == str(movement.pk)
    assert row["occurred_at"] == "2026-01-14T23:00:00Z"
    assert (row["quantity"], row["monthly_price"], row["amount"]) == (-5, "-61.50", "0.00")
    assert (row["subscription_name"], row["sku"]) == ("Büro", "A:1")


def test_it_asks_the_database_as_often_for_many_as_for_one(
    as_alice: Client, held: Subscription, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(120):
        make_movement(held)
    with django_assert_max_num_queries(8):
        assert len(listed(as_alice, kind="created", family="Microsoft 365")) == 100
