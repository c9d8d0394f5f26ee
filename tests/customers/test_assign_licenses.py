"""Licenses: those of one user, and those of one subscription for many users."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from activitylog.models import ActivityEntry
from customers.models import Customer
from tests.customers.making import make_product, make_subscription
from tests.customers.operations_table.making import license_to, make_user

if TYPE_CHECKING:
    from customers.models import CustomerUser, Subscription
    from portal.models import User


def of_user(user: CustomerUser) -> str:
    return reverse("admin:customers_customeruser_licenses", args=[user.pk])


def of_subscription(subscription: Subscription, do: str = "assign") -> str:
    address = reverse("admin:customers_subscription_licenses", args=[subscription.pk])
    return f"{address}?do={do}"


def held(user: CustomerUser) -> set[str]:
    return set(user.licenses.values_list("subscription__name", flat=True))


def seats(subscription: Subscription) -> int:
    subscription.refresh_from_db()
    return subscription.assigned_quantity


def recorded() -> list[tuple[str, str]]:
    return list(ActivityEntry.objects.order_by("id").values_list("action", "status"))


@pytest.fixture
def office(acme: Customer) -> Subscription:
    return make_subscription(acme, name="Office", quantity=3)


# One user.


def save(client: Client, user: CustomerUser, *chosen: Subscription, seen: Any = None) -> Any:
    page = client.get(of_user(user)).context["form"]
    data = {
        "version": user.version,
        "subscriptions": [str(row.pk) for row in chosen],
        "seen": page["seen"].value() if seen is None else seen,
    }
    return client.post(of_user(user), data)


def test_it_offers_what_has_free_seats_and_what_the_user_has(
    as_alice: Client, acme: Customer, anna: CustomerUser, office: Subscription
):
    license_to(anna, make_subscription(acme, name="Mine and suspended", status="suspended"))
    license_to(make_user(acme), make_subscription(acme, name="Full", quantity=1))
    make_subscription(acme, name="Suspended", status="suspended")
    make_subscription(Customer.objects.create(name="Other"), name="Another customer's")
    choices = as_alice.get(of_user(anna)).context["form"].fields["subscriptions"].choices
    assert [label for _key, label in choices] == [
        "Mine and suspended – Suspended",
        "Office – 3 of 3 free",
    ]


def test_one_submit_assigns_and_takes_back_and_leaves_one_entry(
    as_alice: Client, acme: Customer, anna: CustomerUser, office: Subscription
):
    visio = make_subscription(acme, name="Visio")
    power = make_subscription(acme, name="Power")
    license_to(anna, office)
    answer = save(as_alice, anna, visio, power)
    assert answer.status_code == 302
    assert held(anna) == {"Visio", "Power"}
    assert (seats(office), seats(visio)) == (0, 1)
    assert recorded() == [("update_customer_user_licenses", "succeeded")]


def test_only_what_was_ticked_or_cleared_here_changes(
    as_alice: Client, acme: Customer, anna: CustomerUser, office: Subscription
):
    visio = make_subscription(acme, name="Visio")
    # Visio was assigned by someone else after this page was made.
    license_to(anna, visio)
    save(as_alice, anna, office, seen="")
    assert held(anna) == {"Office", "Visio"}


def test_saving_unchanged_changes_nothing(
    as_alice: Client, anna: CustomerUser, office: Subscription
):
    license_to(anna, office)
    save(as_alice, anna, office)
    assert held(anna) == {"Office"}
    assert recorded() == []


def test_without_a_usage_location_there_is_none(
    as_alice: Client, acme: Customer, office: Subscription
):
    nowhere = make_user(acme, usage_location="")
    html = as_alice.get(of_user(nowhere)).content.decode()
    assert "needs a usage location" in html


@pytest.fixture
def sites(acme: Customer) -> list[Subscription]:
    product = make_product()
    return [make_subscription(acme, product=product, name=f"Site {n:03}") for n in range(103)]


def labels(client: Client, address: str) -> list[str]:
    choices = client.get(address).context["form"].fields["subscriptions"].choices
    return [label.partition(" – ")[0] for _key, label in choices]


def test_what_is_free_is_paged_after_what_the_user_has(
    as_alice: Client,
    anna: CustomerUser,
    sites: list[Subscription],
    django_assert_max_num_queries: DjangoAssertNumQueries,
):
    license_to(anna, sites[50])
    with django_assert_max_num_queries(12):
        shown = labels(as_alice, of_user(anna))
    assert (shown[0], shown[1], len(shown)) == ("Site 050", "Site 000", 101)
    older = as_alice.get(of_user(anna)).context["pages"]["older"]
    assert labels(as_alice, of_user(anna) + older) == ["Site 050", "Site 101", "Site 102"]


def test_what_is_free_is_searched(as_alice: Client, anna: CustomerUser, sites: list[Subscription]):
    assert labels(as_alice, of_user(anna) + "?q=SITE 10") == ["Site 100", "Site 101", "Site 102"]
    page = as_alice.get(of_user(anna) + "?q=nowhere").content.decode()
    assert "No subscription matches." in page
    assert 'value="nowhere"' in page


def test_only_what_is_shown_changes(
    as_alice: Client, anna: CustomerUser, sites: list[Subscription]
):
    for site in (sites[1], sites[102]):
        license_to(anna, site)
    address = of_user(anna) + "?q=Site 10"
    page = as_alice.get(address).context["form"]
    assert page["seen"].value() == str(sites[102].pk)
    said = {"version": anna.version, "seen": page["seen"].value()}
    as_alice.post(address, said | {"subscriptions": [str(sites[101].pk)]})
    assert held(anna) == {"Site 001", "Site 101"}
    assert recorded() == [("update_customer_user_licenses", "succeeded")]


def test_what_was_chosen_is_given_though_the_page_is_another_now(
    as_alice: Client, anna: CustomerUser, sites: list[Subscription]
):
    said = {"version": anna.version, "seen": "no key", "subscriptions": [str(sites[102].pk)]}
    as_alice.post(of_user(anna), said)
    assert held(anna) == {"Site 102"}


def test_it_gives_nothing_of_another_customer(
    as_alice: Client, anna: CustomerUser, office: Subscription
):
    theirs = make_subscription(Customer.objects.create(name="Other"), name="Theirs")
    page = save(as_alice, anna, theirs).content.decode()
    assert "Select a valid choice" in page
    assert "Theirs" not in page
    assert held(anna) == set()


# One subscription.


def assign(client: Client, subscription: Subscription, *users: CustomerUser, do: str = "assign"):
    return client.post(of_subscription(subscription, do), {"users": [str(u.pk) for u in users]})


def names(client: Client, address: str) -> list[str]:
    return [user["row"].display_name for user in client.get(address).context["users"]]


def test_it_lists_who_has_none_and_who_has_one(
    as_alice: Client, acme: Customer, anna: CustomerUser, office: Subscription
):
    license_to(make_user(acme, display_name="Boris"), office)
    make_user(Customer.objects.create(name="Other"), display_name="Stranger")
    assert names(as_alice, of_subscription(office)) == ["Anna Schneider"]
    assert names(as_alice, of_subscription(office, "revoke")) == ["Boris"]


def test_it_searches(as_alice: Client, acme: Customer, anna: CustomerUser, office: Subscription):
    make_user(acme, display_name="Boris")
    assert names(as_alice, of_subscription(office) + "&q=SCHNEID") == ["Anna Schneider"]


def test_it_pages_by_a_hundred(
    as_alice: Client,
    acme: Customer,
    office: Subscription,
    django_assert_max_num_queries: DjangoAssertNumQueries,
):
    for number in range(103):
        make_user(acme, display_name=f"User {number:03}")
    first = of_subscription(office)
    with django_assert_max_num_queries(7):
        assert len(names(as_alice, first)) == 100
    older = as_alice.get(first).context["pages"]["older"]
    second = first.partition("?")[0] + older
    assert names(as_alice, second) == ["User 100", "User 101", "User 102"]
    newer = as_alice.get(second).context["pages"]["newer"]
    assert names(as_alice, first.partition("?")[0] + newer)[0] == "User 000"


def test_many_get_one_each_with_an_entry_each(
    as_alice: Client, acme: Customer, anna: CustomerUser, office: Subscription
):
    boris = make_user(acme, display_name="Boris")
    answer = assign(as_alice, office, anna, boris)
    assert answer.status_code == 302
    assert (held(anna), held(boris), seats(office)) == ({"Office"}, {"Office"}, 2)
    assert recorded() == [("update_customer_user_licenses", "succeeded")] * 2
    assert len(set(ActivityEntry.objects.values_list("correlation_id", flat=True))) == 1


def test_many_give_theirs_back(
    as_alice: Client, acme: Customer, anna: CustomerUser, office: Subscription
):
    boris = make_user(acme)
    for user in (anna, boris):
        license_to(user, office)
    assign(as_alice, office, anna, boris, do="revoke")
    assert (held(anna), seats(office)) == (set(), 0)
    assert len(recorded()) == 2


def test_one_too_many_and_nobody_gets_any(
    as_alice: Client, acme: Customer, anna: CustomerUser, office: Subscription
):
    others = [make_user(acme) for _ in range(3)]
    answer = assign(as_alice, office, anna, *others)
    assert "No seat of Office is free." in answer.content.decode()
    assert str(anna.pk) in answer.content.decode()
    assert seats(office) == 0
    assert recorded() == [("update_customer_user_licenses", "failed")]


def test_who_is_chosen_stays_chosen_when_it_is_refused(
    as_alice: Client, acme: Customer, office: Subscription
):
    users = [make_user(acme) for _ in range(4)]
    answer = assign(as_alice, office, *users)
    assert [user["checked"] for user in answer.context["users"]] == [True] * 4


def test_another_customers_user_gets_none(
    as_alice: Client, anna: CustomerUser, office: Subscription
):
    stranger = make_user(Customer.objects.create(name="Other"))
    answer = assign(as_alice, office, stranger)
    assert "belong to different customers" in answer.content.decode()
    assert seats(office) == 0


@pytest.mark.parametrize(
    ("users", "message"),
    [
        ([], "Choose at least one user."),
        (["nonsense"], "nonsense"),
        ([f"{n:032x}" for n in range(101)], "Choose up to 100 users at a time."),
    ],
)
def test_it_says_what_is_wrong_with_the_choice(
    as_alice: Client, anna: CustomerUser, office: Subscription, users: list[str], message: str
):
    answer = as_alice.post(of_subscription(office), {"users": users})
    assert message in answer.content.decode()
    assert recorded() == []


def test_it_says_when_no_seat_is_free(
    as_alice: Client, acme: Customer, anna: CustomerUser, office: Subscription
):
    for _ in range(3):
        license_to(make_user(acme), office)
    html = as_alice.get(of_subscription(office)).content.decode()
    assert "No seat is free." in html
    assert "Assign licenses" not in html


def test_it_takes_the_permission_of_many(
    as_bob: Client, bob: User, anna: CustomerUser, office: Subscription
):
    for codename in ("view_customeruser", "assign_license"):
        bob.user_permissions.add(Permission.objects.get(codename=codename))
    assert as_bob.get(of_subscription(office)).status_code == 403
    assert assign(as_bob, office, anna).status_code == 403
    bob.user_permissions.add(Permission.objects.get(codename="assign_licenses_in_bulk"))
    assert as_bob.get(of_subscription(office)).status_code == 200
