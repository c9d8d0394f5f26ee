"""Orders: the list of all, of one customer, the page of each, and what the log shows of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from html import unescape
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from activitylog.models import ActivityEntry
from customers.models import Customer, Order, Product
from customers.services import Actor
from customers.services.orders import NewSubscription, place_order
from tests.customers.making import make_product

if TYPE_CHECKING:
    from portal.models import User
    from tests.conftest import MakeEntry

LIST = "/admin/customers/order/"
LOG = "/admin/activitylog/activityentry/"
NOON = datetime(2026, 11, 10, 12, tzinfo=UTC)


@pytest.fixture
def product(db: None) -> Product:
    return make_product(name="Microsoft 365 E3", list_price="32.10")


def ordered(customer: Customer, product: Product, *, lines: int = 1, **values: Any) -> Order:
    wanted = [
        NewSubscription(
            product_id=product.pk,
            quantity=5,
            term="P1Y",
            billing_cycle="monthly",
            name=f"Site {number}",
        )
        for number in range(lines)
    ]
    order = place_order(actor=Actor(application="Test"), customer_id=customer.pk, lines=wanted)
    Order.objects.filter(pk=order.pk).update(**values)
    order.refresh_from_db()
    return order


def shown(client: Client, url: str, **query: Any) -> str:
    answer = client.get(url, query)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


def numbers(client: Client, **query: Any) -> list[str]:
    """The order numbers that the list shows, in its order."""
    page = shown(client, LIST, **query)
    known = Order.objects.values_list("alternate_id", flat=True)
    return sorted((number for number in known if f">{number}<" in page), key=page.index)


def page_of(order: Order) -> str:
    return reverse("admin:customers_order_change", args=[order.pk])


def test_the_list_shows_what_was_ordered(as_alice: Client, acme: Customer, product: Product):
    order = ordered(acme, product, lines=3)
    page = shown(as_alice, LIST)
    for text in (order.alternate_id, "Müller & Söhne GmbH", "5,778.00 EUR", ">3<", "1 order"):
        assert text in page


def test_the_newest_order_is_first(as_alice: Client, acme: Customer, product: Product):
    old = ordered(acme, product, created_at=NOON - timedelta(days=1))
    new = ordered(acme, product, created_at=NOON)
    assert numbers(as_alice) == [new.alternate_id, old.alternate_id]


def test_orders_are_found_by_number_and_id(as_alice: Client, acme: Customer, product: Product):
    order, _other = ordered(acme, product), ordered(acme, product)
    for text in (order.alternate_id, order.alternate_id[:8].lower(), str(order.pk)):
        assert numbers(as_alice, q=text) == [order.alternate_id]
    assert numbers(as_alice, q="nothing") == []


def test_orders_are_narrowed_by_customer(as_alice: Client, acme: Customer, product: Product):
    ours = ordered(acme, product)
    ordered(Customer.objects.create(name="Other"), product)
    assert numbers(as_alice, customer=acme.pk) == [ours.alternate_id]
    nothing = shown(as_alice, LIST, customer=acme.pk, date_to="2020-01-01")
    assert "Müller & Söhne GmbH" in nothing


def test_orders_are_narrowed_by_days_of_the_reader(
    as_alice: Client, alice: User, acme: Customer, product: Product
):
    order = ordered(acme, product, created_at=datetime(2026, 11, 9, 23, 30, tzinfo=UTC))
    assert numbers(as_alice, date_from="2026-11-09", date_to="2026-11-09") == [order.alternate_id]
    assert numbers(as_alice, date_from="2026-11-10") == []
    alice.time_zone = "Europe/Berlin"
    alice.save()
    assert numbers(as_alice, date_from="2026-11-10") == [order.alternate_id]
    assert numbers(as_alice, date_to="2026-11-09") == []


@pytest.mark.parametrize(
    "query",
    [
        {"date_from": "soon"},
        {"date_from": "2026-11-11", "date_to": "2026-11-10"},
        {"customer": "x"},
        {"country": "DE"},
    ],
)
def test_what_cannot_be_read_shows_nothing(
    as_alice: Client, acme: Customer, product: Product, query: dict[str, str]
):
    ordered(acme, product)
    assert numbers(as_alice, **query) == []
    assert 'role="alert"' in shown(as_alice, LIST, **query)


def test_pages_follow_each_other(as_alice: Client, acme: Customer, product: Product, monkeypatch):
    monkeypatch.setattr("portal.admin.FilterSetAdmin.list_per_page", 2)
    made = [ordered(acme, product, created_at=NOON + timedelta(hours=n)) for n in range(3)]
    assert numbers(as_alice) == [made[2].alternate_id, made[1].alternate_id]
    assert numbers(as_alice, after=made[1].pk) == [made[0].alternate_id]


def test_the_list_asks_as_often_for_many_as_for_one(
    as_alice: Client,
    acme: Customer,
    product: Product,
    django_assert_max_num_queries: DjangoAssertNumQueries,
):
    for _number in range(20):
        ordered(acme, product, lines=3)
    # Who reads: two. The orders with their customers, and how many lines they have: two.
    with django_assert_max_num_queries(5):
        shown(as_alice, LIST)


def test_a_customers_orders_stand_on_their_page(as_alice: Client, acme: Customer, product: Product):
    ours = ordered(acme, product)
    theirs = ordered(Customer.objects.create(name="Other"), product)
    page = shown(as_alice, reverse("admin:customers_customer_orders", args=[acme.pk]))
    assert ours.alternate_id in page
    assert theirs.alternate_id not in page
    assert reverse("admin:customers_customer_order", args=[acme.pk]) in page


def test_an_order_shows_its_lines(as_alice: Client, acme: Customer, product: Product):
    order = ordered(acme, product, lines=2, partner_on_record="4711")
    page = shown(as_alice, page_of(order))
    for line in order.lines.all():
        url = reverse("admin:customers_subscription_change", args=[line.subscription_id])
        assert f'<a href="{url}">{line.name}</a>' in page
    for text in ("32.10 EUR", "160.50 EUR", "3,852.00 EUR", "4711", "Created an order"):
        assert text in page


def test_an_order_leads_nowhere_that_is_closed(
    as_bob: Client, bob: User, acme: Customer, product: Product
):
    bob.user_permissions.set(Permission.objects.filter(codename="view_order"))
    page = shown(as_bob, page_of(ordered(acme, product)))
    assert "Site 0" in page
    assert "/admin/customers/subscription/" not in page
    assert "/admin/customers/customer/" not in page
    assert "New order" not in page
    assert "Created an order" not in page


def test_the_list_leads_nowhere_that_is_closed(
    as_bob: Client, bob: User, acme: Customer, product: Product
):
    bob.user_permissions.set(Permission.objects.filter(codename="view_order"))
    ordered(acme, product)
    page = shown(as_bob, LIST)
    assert "Müller & Söhne GmbH" in page
    assert "/admin/customers/customer/" not in page


def test_orders_are_closed_to_who_may_not(as_bob: Client, acme: Customer, product: Product):
    order = ordered(acme, product)
    own = reverse("admin:customers_customer_orders", args=[acme.pk])
    assert [as_bob.get(url).status_code for url in (LIST, own, page_of(order))] == [403] * 3


def test_an_order_is_never_changed_on_its_page(as_alice: Client, acme: Customer, product: Product):
    order = ordered(acme, product)
    assert as_alice.post(page_of(order), {"partner_on_record": "4711"}).status_code == 403
    unknown = reverse("admin:customers_order_change", args=[uuid4()])
    assert as_alice.get(unknown).status_code == 404


def test_three_hundred_lines_open_at_once(
    as_alice: Client,
    acme: Customer,
    product: Product,
    django_assert_max_num_queries: DjangoAssertNumQueries,
):
    order = ordered(acme, product, lines=300)
    with django_assert_max_num_queries(9):
        page = shown(as_alice, page_of(order))
    assert page.count("/admin/customers/subscription/") >= 300


def test_the_log_leads_from_the_lines_to_the_subscriptions(
    as_alice: Client, acme: Customer, product: Product
):
    order = ordered(acme, product, lines=300)
    entry = ActivityEntry.objects.get()
    details = f"{LOG}{entry.pk}/details/"
    first, last = order.lines.all()[0], order.lines.all()[299]
    page = shown(as_alice, details)
    assert f'<a href="{url_of(first)}">Site 0</a>' in page
    assert f'<a href="{url_of(last)}">Site 299</a>' in shown(as_alice, details, full="1")


def url_of(line: Any) -> str:
    return reverse("admin:customers_subscription_change", args=[line.subscription_id])


def test_the_log_leads_to_no_subscription_that_is_closed(
    as_bob: Client, bob: User, acme: Customer, product: Product
):
    bob.user_permissions.remove(Permission.objects.get(codename="view_subscription"))
    ordered(acme, product)
    page = shown(as_bob, f"{LOG}{ActivityEntry.objects.get().pk}/details/")
    assert "Site 0" in page
    assert "/admin/customers/subscription/" not in page


def test_the_log_leads_to_no_subscription_that_others_tell_of(
    as_alice: Client, make_entry: MakeEntry
):
    line = f'{{"FriendlyName":"Theirs","SubscriptionId":"{uuid4()}"}}'
    entry = make_entry(new_value=f'{{"LineItems":[{line}]}}')
    page = shown(as_alice, f"{LOG}{entry.pk}/details/")
    assert "Theirs" in page
    assert "/admin/customers/subscription/" not in page
