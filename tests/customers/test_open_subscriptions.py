"""A customer's Subscriptions page: what staff come to from the activity log."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import TYPE_CHECKING
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from customers.admin.customers import subscriptions as page
from customers.models import Customer, CustomerUser, LicenseAssignment, Subscription
from customers.services import Actor
from customers.services.orders import NewSubscription, place_order
from tests.customers.making import make_product, make_subscription
from tests.signing_in import signed_in

if TYPE_CHECKING:
    from portal.models import User

APRIL = datetime(2027, 4, 14, 23, 59, 59, tzinfo=UTC)


def address(customer: Customer) -> str:
    return reverse("admin:customers_customer_subscriptions", args=[customer.pk])


def shown(client: Client, customer: Customer) -> str:
    return client.get(address(customer)).content.decode()


def test_it_shows_what_the_customer_has(as_bob: Client, acme: Customer):
    product = make_product(name="Microsoft 365 Business Premium", sku="CFQ7TTC0LCHC:0002")
    make_subscription(acme, product=product, name="Büro Köln", quantity=1200)

    html = shown(as_bob, acme)

    for text in (
        "Müller &amp; Söhne GmbH",
        "Büro Köln",
        "Microsoft 365 Business Premium",
        "CFQ7TTC0LCHC:0002",
        "1,200",
        "1 year",
        "Monthly",
        'badge ok">Active',
        "1 subscription<",
    ):
        assert text in html


def test_it_shows_nothing_of_other_customers(as_bob: Client, acme: Customer):
    make_subscription(Customer.objects.create(name="Other"), name="Of another")
    assert "Of another" not in shown(as_bob, acme)


def test_it_tells_when_a_subscription_renews(as_bob: Client, acme: Customer):
    make_subscription(acme, commitment_end_at=APRIL)
    html = shown(as_bob, acme)
    assert "14 Apr 2027" in html
    assert 'class="ends"' not in html


@pytest.mark.parametrize("values", [{"auto_renew": False}, {"status": "suspended"}])
def test_it_tells_when_a_subscription_ends(as_bob: Client, acme: Customer, values):
    make_subscription(acme, commitment_end_at=APRIL, **values)
    assert '<span class="ends">ends 14 Apr 2027</span>' in shown(as_bob, acme)


@pytest.mark.parametrize("status", ["expired", "disabled", "deleted"])
def test_it_tells_no_end_where_none_is_ahead(as_bob: Client, acme: Customer, status: str):
    make_subscription(acme, commitment_end_at=APRIL, status=status)
    assert "14 Apr 2027" not in shown(as_bob, acme)


def test_it_ends_a_term_with_the_same_day_for_every_reader(
    as_bob: Client, bob: User, acme: Customer
):
    make_subscription(acme, commitment_end_at=APRIL)
    bob.time_zone = "Pacific/Auckland"
    bob.save()
    assert "14 Apr 2027" in shown(as_bob, acme)


def test_it_marks_a_trial(as_bob: Client, acme: Customer):
    make_subscription(acme, is_trial=True, billing_cycle="none")
    assert "Trial" in shown(as_bob, acme)


def test_it_leads_back_to_the_activity_of_the_customer(as_bob: Client, acme: Customer):
    assert reverse("admin:customers_customer_activity", args=[acme.pk]) in shown(as_bob, acme)


def test_it_says_that_there_are_none(as_bob: Client, acme: Customer):
    assert "No subscriptions yet" in shown(as_bob, acme)


def test_it_shows_the_id_of_a_customer_without_a_name(as_bob: Client):
    nameless = Customer.objects.create(name="", origin="imported")
    assert f"<h1>{nameless.pk}</h1>" in shown(as_bob, nameless)


def test_it_shows_text_and_never_runs_it(as_bob: Client):
    hostile = Customer.objects.create(name="<script>alert(1)</script>")
    make_subscription(hostile, name="<img src=x onerror=alert(1)>")
    html = shown(as_bob, hostile)
    assert "<script>alert" not in html
    assert "<img src=x" not in html


def test_it_reads_german(as_bob: Client, acme: Customer):
    make_subscription(acme, auto_renew=False, commitment_end_at=APRIL)
    html = as_bob.get(address(acme), headers={"accept-language": "de"}).content.decode()
    assert "Aktiv" in html
    assert "14.04.2027" in html


def test_it_shows_the_first_of_very_many(as_bob: Client, acme: Customer, monkeypatch):
    monkeypatch.setattr(page, "MOST", 3)
    for number in range(5):
        make_subscription(acme, name=f"Site {number}")

    html = shown(as_bob, acme)

    assert "Site 2" in html
    assert "Site 3" not in html
    assert "5 subscriptions" in html
    assert reverse("admin:customers_subscription_changelist") + f"?customer={acme.pk}" in html


@pytest.mark.parametrize("permission", ["view_customer", "view_customer_subscriptions"])
def test_it_is_closed_to_who_lacks_a_permission(
    as_bob: Client, bob: User, acme: Customer, permission: str
):
    bob.user_permissions.remove(bob.user_permissions.get(codename=permission))
    assert as_bob.get(address(acme)).status_code == 403


def test_it_asks_strangers_to_sign_in(client: Client, acme: Customer):
    response = client.get(address(acme))
    assert response.status_code == 302
    assert reverse("admin:login") in response["Location"]


def test_it_does_not_know_other_ids(as_bob: Client, db: None):
    url = reverse("admin:customers_customer_subscriptions", args=[uuid4()])
    assert as_bob.get(url).status_code == 404


def test_it_asks_the_database_as_often_for_many_as_for_one(
    as_bob: Client, acme: Customer, django_assert_max_num_queries: DjangoAssertNumQueries
):
    product = make_product()
    Subscription.objects.bulk_create(
        Subscription(
            customer=acme,
            product=product,
            name=f"Site {number}",
            quantity=1,
            status="active",
            term="P1M",
            billing_cycle="monthly",
            effective_start_at=APRIL - timedelta(days=30),
            commitment_end_at=APRIL,
            current_state_end_at=APRIL,
        )
        for number in range(100)
    )
    # Who reads, and what they may: five. The customer, the subscriptions with their add-ons, how
    # many entries: four.
    with django_assert_max_num_queries(9):
        as_bob.get(address(acme))


def test_it_offers_actions_without_asking_for_each_row(
    as_alice: Client, acme: Customer, django_assert_max_num_queries: DjangoAssertNumQueries
):
    for number in range(30):
        product = make_product(list_price=number, family=f"Family {number % 3}")
        make_subscription(acme, product=product, name=f"Site {number}")
    # One more for what is sold, to know what there is to upgrade to.
    with django_assert_max_num_queries(12):
        assert "Change quantity: Site 29" in shown(as_alice, acme)


def test_it_shows_how_many_seats_are_assigned(as_bob: Client, acme: Customer):
    make_subscription(acme, quantity=60, assigned_quantity=57)
    make_subscription(acme, quantity=25, assigned_quantity=25)
    html = shown(as_bob, acme)
    assert '<rect class="fill" width="83" height="6" rx="3"/>' in html
    assert "<b>57</b> of 60" in html
    assert "3 free" in html
    assert "none free" in html


@pytest.mark.parametrize("status", ["pending", "expired", "disabled", "deleted"])
def test_it_shows_no_bar_where_no_seat_can_be_used(as_bob: Client, acme: Customer, status: str):
    make_subscription(acme, status=status, quantity=3)
    html = shown(as_bob, acme)
    assert "seats-bar" not in html
    assert "3 seats" in html


def test_it_sums_up_what_runs(as_bob: Client, acme: Customer):
    make_subscription(acme, quantity=60, assigned_quantity=57, unit_price="10.00")
    make_subscription(acme, quantity=5, is_trial=True, billing_cycle="none", unit_price="10.00")
    make_subscription(acme, quantity=9, status="suspended", unit_price="10.00")
    html = shown(as_bob, acme)
    assert "3 subscriptions" in html
    assert "2 active · 57 of 65 seats assigned · 600.00 EUR a month" in html


def offered(client: Client, customer: Customer) -> list[str]:
    """The names of the operations that the page leads to."""
    found = re.findall(r"/subscription/[0-9a-f-]{36}/([a-z-]+)/\?next=", shown(client, customer))
    return [name for name in found if name != "licenses"]


@pytest.mark.parametrize(
    ("values", "names"),
    [
        ({}, ["quantity", "auto-renew", "renewal", "rename", "suspend"]),
        ({"status": "suspended"}, ["reactivate"]),
        ({"status": "pending"}, ["cancel"]),
        ({"status": "expired"}, []),
        ({"status": "deleted"}, []),
        ({"is_trial": True, "auto_renew": True}, ["auto-renew", "rename", "suspend", "cancel"]),
        ({"is_trial": True}, ["rename", "suspend", "cancel"]),
    ],
)
def test_it_offers_what_the_state_allows(as_alice: Client, acme: Customer, values, names):
    make_subscription(acme, **values)
    assert offered(as_alice, acme) == names


def test_it_offers_to_cancel_within_the_window(as_alice: Client, acme: Customer):
    now = timezone.now()
    held = make_subscription(acme, cancellation_allowed_until_at=now + timedelta(days=1))
    assert "cancel" in offered(as_alice, acme)
    make_subscription(acme, parent=held, status="suspended")
    assert "cancel" not in offered(as_alice, acme)


def test_it_offers_an_upgrade_where_there_is_one(as_alice: Client, acme: Customer):
    make_subscription(acme, product=make_product(list_price=10))
    assert "upgrade" not in offered(as_alice, acme)
    make_product(list_price=20, family="Office 365")
    make_product(list_price=20, terms=["P1M"])
    assert "upgrade" not in offered(as_alice, acme)
    make_product(list_price=20)
    assert "upgrade" in offered(as_alice, acme)


def test_it_offers_to_convert_a_trial(as_alice: Client, acme: Customer):
    product = make_product(is_trial=True, converts_to=make_product())
    make_subscription(acme, product=product, is_trial=True)
    assert offered(as_alice, acme)[0] == "convert"


def test_it_offers_nothing_that_the_reader_may_not(as_bob: Client, bob: User, acme: Customer):
    make_subscription(acme)
    assert offered(as_bob, acme) == []
    assert "New order" not in shown(as_bob, acme)
    names = ("change_quantity", "view_product", "add_order", "export_subscription")
    bob.user_permissions.add(*Permission.objects.filter(codename__in=names))
    html = shown(signed_in(bob), acme)
    assert offered(as_bob, acme) == ["quantity"]
    assert reverse("admin:customers_customer_order", args=[acme.pk]) in html
    assert reverse("admin:customers_subscription_export") + f"?customer={acme.pk}" in html


def own_page(client: Client, subscription: Subscription) -> str:
    url = reverse("admin:customers_subscription_change", args=[subscription.pk])
    return unescape(client.get(url).content.decode())


def test_a_subscription_has_a_page_with_all_that_is_known(as_alice: Client, acme: Customer):
    held = make_subscription(
        acme,
        name="Büro Köln",
        quantity=60,
        assigned_quantity=1,
        unit_price="32.10",
        renewal_term="P3Y",
        commitment_end_at=APRIL,
    )
    user = CustomerUser.objects.create(
        customer=acme, display_name="Jürgen", user_principal_name="juergen@mueller.example"
    )
    LicenseAssignment.objects.create(customer_user=user, subscription=held)
    make_subscription(acme, parent=held, name="Teams Phone")
    html = own_page(as_alice, held)
    for text in (
        *("<h1>Büro Köln</h1>", "Müller & Söhne GmbH", "<b>1</b> of 60", "1,926.00 EUR"),
        *("60 × 32.10 EUR", "14 Apr 2027", "3 years · Monthly", "Jürgen", "Teams Phone"),
        *(str(held.pk), "Change quantity", "Turn auto-renew off…"),
    ):
        assert text in html


def test_its_page_tells_how_it_came_about(as_alice: Client, acme: Customer):
    line = NewSubscription(
        product_id=make_product().pk, quantity=5, term="P1Y", billing_cycle="monthly"
    )
    order = place_order(actor=Actor(application="Test"), customer_id=acme.pk, lines=[line])
    html = own_page(as_alice, Subscription.objects.get())
    assert reverse("admin:customers_order_change", args=[order.pk]) in html
    assert "Created an order" in html


def test_its_page_shows_only_what_the_reader_may_see(as_bob: Client, bob: User, acme: Customer):
    bob.user_permissions.set(Permission.objects.filter(codename="view_subscription"))
    html = own_page(as_bob, make_subscription(acme))
    assert "<h1>Microsoft 365 E3</h1>" in html
    for text in ("Who has a license", "Orders", "activity", "New order", "/customer/", "quantity/"):
        assert text not in html


LIST = "/admin/customers/subscription/"


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({"auto_renew": "true"}, ["Renews"]),
        ({"auto_renew": "false"}, ["Ends", "Tried"]),
        ({"is_trial": "true"}, ["Tried"]),
        ({"is_trial": "false", "auto_renew": "false"}, ["Ends"]),
        ({"is_trial": "perhaps"}, []),
        ({"commitment_end_from": "2027-04-14", "commitment_end_to": "2027-04-14"}, ["Renews"]),
        ({"commitment_end_from": "2027-04-15"}, ["Ends"]),
        ({"commitment_end_to": "2027-04-13"}, ["Tried"]),
    ],
)
def test_the_list_is_narrowed_by_what_becomes_of_it(as_bob: Client, acme: Customer, query, names):
    make_subscription(acme, name="Renews", commitment_end_at=APRIL)
    later = APRIL + timedelta(days=1)
    make_subscription(acme, name="Ends", auto_renew=False, commitment_end_at=later)
    tried = {
        "trial_start_at": APRIL - timedelta(days=31),
        "trial_end_at": APRIL - timedelta(days=1),
    }
    make_subscription(acme, name="Tried", is_trial=True, **tried)
    html = as_bob.get(LIST, query).content.decode()
    assert [name for name in ("Renews", "Ends", "Tried") if f">{name}</a>" in html] == names
