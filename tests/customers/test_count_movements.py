"""What each change of a subscription is in numbers, written down with it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from activitylog.keys import floor_key, moment_of
from customers.models import Customer, Subscription, SubscriptionMovement
from customers.services import Refused, subscriptions
from customers.services.licenses import assign_licenses, revoke_licenses, update_licenses
from customers.services.orders import MoreSeats, order_trial
from customers.services.products import update_product
from customers.services.users import delete_user
from tests.customers.ledger import bought, day, do, ledger, line, movement, on, ordered
from tests.customers.operations_table.making import make_user, sold, trial_product

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

    from customers.models import CustomerUser

# Ten seats at 32.10 for twelve months.
CREATED = movement(
    "created",
    "2026-03-02",
    quantity=10,
    active_subscriptions=1,
    active_quantity=10,
    monthly_price="321.00",
    amount="3852.00",
)


def trying(customer: Customer, when: str, **target: object) -> Subscription:
    product = trial_product(converts_to=sold(**target))
    order = order_trial(actor=on(when), customer_id=customer.pk, product_id=product.pk)
    return order.lines.get().subscription


@pytest.fixture
def held(acme: Customer) -> Subscription:
    """Bought on a Monday: its term ends with the first of March 2027."""
    return bought(acme, "2026-03-02")


@pytest.fixture
def people(acme: Customer) -> list[CustomerUser]:
    return [make_user(acme, changed_at=day("2026-03-01")) for _number in range(3)]


def test_what_is_ordered_is_created_for_its_whole_term(held: Subscription, acme: Customer):
    assert ledger(held) == [CREATED]
    row = SubscriptionMovement.objects.get()
    assert (row.customer, row.product, row.currency) == (acme, held.product, "EUR")


def test_its_key_is_of_the_moment_at_which_it_took_effect(held: Subscription):
    row = SubscriptionMovement.objects.get()
    assert moment_of(row.id) == row.occurred_at == day("2026-03-02")
    assert floor_key(row.occurred_at) <= row.id


def test_what_begins_later_is_created_now_and_active_then(acme: Customer):
    order = ordered(acme, "2026-03-02", line(), starts_at=day("2026-03-10"))
    held = order.lines.get().subscription
    do(subscriptions.advance_subscription, held, "2026-03-12")
    assert ledger(held) == [
        movement("created", "2026-03-02", quantity=10, amount="3852.00"),
        movement(
            "begun",
            "2026-03-10",
            active_subscriptions=1,
            active_quantity=10,
            monthly_price="321.00",
        ),
    ]


def test_a_trial_brings_nothing(acme: Customer):
    assert ledger(trying(acme, "2026-03-02")) == [
        movement(
            "created",
            "2026-03-02",
            is_trial=True,
            quantity=25,
            active_subscriptions=1,
            active_quantity=25,
        )
    ]


def test_the_movements_of_an_order_come_to_its_total(acme: Customer, held: Subscription):
    """Two lines for one subscription are two movements: each price is rounded for itself."""
    more = MoreSeats(subscription_id=held.pk, quantity=1)
    order = ordered(acme, "2026-03-11", more, line(quantity=3), more)
    rows = SubscriptionMovement.objects.filter(occurred_at=day("2026-03-11"))
    # 356 of 365 days are left: 32.10 × 12 × 356 ÷ 365 = 375.70.
    assert sorted(rows.values_list("kind", "amount")) == [
        ("created", Decimal("1155.60")),
        ("seats_added", Decimal("375.70")),
        ("seats_added", Decimal("375.70")),
    ]
    assert sum(row.amount for row in rows) == order.total_price


def test_an_order_of_many_lines_asks_no_more_for_each(
    acme: Customer, django_assert_max_num_queries: DjangoAssertNumQueries
):
    product = sold()
    # SQLite takes some 70 rows at a time.
    with django_assert_max_num_queries(47):
        ordered(acme, "2026-03-02", *[line(product_id=product.pk)] * 500)
    assert SubscriptionMovement.objects.filter(kind="created").count() == 500


def test_seats_are_added_for_the_rest_of_the_term(held: Subscription):
    do(subscriptions.change_quantity, held, "2027-03-01 12:00", quantity=13)
    # The last day: one of 365.
    assert ledger(held)[1:] == [
        movement(
            "seats_added",
            "2027-03-01 12:00",
            quantity=3,
            active_quantity=3,
            monthly_price="96.30",
            amount="3.17",
        )
    ]


def test_seats_given_back_are_taken_off(held: Subscription):
    do(subscriptions.change_quantity, held, "2026-03-04", quantity=6)
    assert ledger(held)[1:] == [
        movement(
            "seats_removed",
            "2026-03-04",
            quantity=-4,
            active_quantity=-4,
            monthly_price="-128.40",
        )
    ]


def test_words_and_instructions_are_no_movement(held: Subscription):
    do(subscriptions.rename, held, "2026-03-03", name="Büro Bonn")
    do(subscriptions.set_auto_renew, held, "2026-03-04", auto_renew=False)
    do(subscriptions.change_renewal, held, "2026-03-05", term="P3Y", billing_cycle="annual")
    do(subscriptions.change_quantity, held, "2026-03-06", quantity=10)
    assert ledger(held) == [CREATED]


def test_it_renews_when_its_term_ends_whenever_that_is_noticed(held: Subscription):
    do(subscriptions.advance_subscription, held, "2027-03-04")
    assert ledger(held)[1:] == [movement("renewed", "2027-03-01 23:59:59", amount="3852.00")]


def test_it_renews_with_another_price_for_another_term(held: Subscription):
    do(subscriptions.change_renewal, held, "2026-03-05", term="P3Y")
    update_product(
        actor=on("2026-12-01"), product_id=held.product_id, changes={"list_price": Decimal("30.00")}
    )
    do(subscriptions.advance_subscription, held, "2027-03-04")
    # 300.00 instead of 321.00 a month, for 36 months.
    assert ledger(held)[1:] == [
        movement("renewed", "2027-03-01 23:59:59", monthly_price="-21.00", amount="10800.00")
    ]


def test_each_missed_term_is_a_renewal(acme: Customer):
    held = bought(acme, "2024-01-30", term="P1M")
    do(subscriptions.advance_subscription, held, "2024-05-01")
    renewals = [item["at"] for item in ledger(held)[1:]]
    # A leap year: its February has a 29th.
    assert renewals == [day(f"2024-{text} 23:59:59") for text in ("02-28", "03-29", "04-29")]
    assert [item["amount"] for item in ledger(held)] == [Decimal("321.00")] * 4


def test_a_renewal_in_another_currency_ends_what_it_brought_in_the_former(held: Subscription):
    update_product(actor=on("2026-12-01"), product_id=held.product_id, changes={"currency": "CHF"})
    do(subscriptions.advance_subscription, held, "2027-03-04")
    rows = SubscriptionMovement.objects.filter(occurred_at=day("2027-03-01 23:59:59"))
    assert sorted(rows.values_list("kind", "currency", "monthly_price", "amount")) == [
        ("currency_changed", "EUR", Decimal("-321.00"), Decimal(0)),
        ("renewed", "CHF", Decimal("321.00"), Decimal("3852.00")),
    ]


def test_a_trial_is_converted_for_a_whole_term(acme: Customer):
    held = trying(acme, "2026-03-02")
    as_paid = {"quantity": 20, "term": "P1Y", "billing_cycle": "monthly"}
    do(subscriptions.convert_trial, held, "2026-03-02 17:00", **as_paid)
    assert ledger(held)[1:] == [
        movement(
            "converted",
            "2026-03-02 17:00",
            quantity=-5,
            active_quantity=-5,
            monthly_price="642.00",
            amount="7704.00",
        )
    ]
    order = held.order_lines.get(kind="convert").order
    assert order.total_price == Decimal("7704.00")


def test_a_trial_converts_when_it_ends(acme: Customer):
    held = trying(acme, "2026-03-02")
    do(subscriptions.set_auto_renew, held, "2026-03-03", auto_renew=True)
    do(subscriptions.advance_subscription, held, "2026-04-03")
    assert ledger(held)[1:] == [
        movement(
            "converted",
            "2026-04-01",
            monthly_price="802.50",
            # The first term of E3 is of a month.
            amount=str(Decimal("802.50") * {"P1M": 1, "P1Y": 12}[held.product.terms[0]]),
        )
    ]


def test_a_trial_expires(acme: Customer):
    held = trying(acme, "2026-03-02")
    do(subscriptions.advance_subscription, held, "2026-04-03")
    assert ledger(held)[1:] == [
        movement(
            "deprovisioned",
            "2026-04-01",
            is_trial=True,
            active_subscriptions=-1,
            active_quantity=-25,
        )
    ]


def test_an_upgrade_goes_on_as_another_product(held: Subscription):
    better = sold(name="Microsoft 365 E5", list_price="54.75")
    do(subscriptions.upgrade, held, "2026-06-01", product_id=better.pk)
    assert ledger(held)[1:] == [movement("upgraded", "2026-06-01", monthly_price="226.50")]
    assert SubscriptionMovement.objects.get(kind="upgraded").product == better


def test_what_is_suspended_leaves_once_with_the_seats_in_use(
    held: Subscription, people: list[CustomerUser]
):
    assign_licenses(
        actor=on("2026-03-03"),
        subscription_id=held.pk,
        user_ids=[user.pk for user in people],
    )
    gone = {
        "active_subscriptions": -1,
        "active_quantity": -10,
        "active_assigned_quantity": -3,
        "monthly_price": "-321.00",
    }
    do(subscriptions.suspend, held, "2026-03-04")
    do(subscriptions.cancel, held, "2026-03-05")
    assert ledger(held)[4:] == [
        movement("suspended", "2026-03-04", **gone),
        movement("ended_suspended", "2026-03-05"),
    ]


def test_what_is_reactivated_is_back_with_all(held: Subscription, people: list[CustomerUser]):
    update_licenses(actor=on("2026-03-03"), user_id=people[0].pk, add=[held.pk])
    do(subscriptions.suspend, held, "2026-03-04")
    # Not active, so nothing of the active ones moves.
    update_licenses(actor=on("2026-03-05"), user_id=people[0].pk, remove=[held.pk])
    do(subscriptions.reactivate, held, "2026-03-06")
    assert [item["kind"] for item in ledger(held)] == [
        "created",
        "licenses_assigned",
        "suspended",
        "reactivated",
    ]
    assert ledger(held)[3] == movement(
        "reactivated",
        "2026-03-06",
        active_subscriptions=1,
        active_quantity=10,
        monthly_price="321.00",
    )


def test_what_stays_suspended_ends_with_its_term(held: Subscription):
    do(subscriptions.suspend, held, "2026-03-04")
    do(subscriptions.advance_subscription, held, "2030-01-01")
    assert ledger(held)[2:] == [movement("ended_suspended", "2027-03-01 23:59:59")]


def test_what_expires_leaves_and_is_not_counted_again_when_it_is_deleted(held: Subscription):
    do(subscriptions.set_auto_renew, held, "2026-03-04", auto_renew=False)
    do(subscriptions.advance_subscription, held, "2030-01-01")
    held.refresh_from_db()
    assert held.status == "deleted"
    assert ledger(held)[1:] == [
        movement(
            "deprovisioned",
            "2027-03-01 23:59:59",
            active_subscriptions=-1,
            active_quantity=-10,
            monthly_price="-321.00",
        )
    ]


def test_what_is_cancelled_leaves_at_once(held: Subscription):
    do(subscriptions.cancel, held, "2026-03-04")
    assert ledger(held)[1:] == [
        movement(
            "deprovisioned",
            "2026-03-04",
            active_subscriptions=-1,
            active_quantity=-10,
            monthly_price="-321.00",
        )
    ]


def test_what_is_cancelled_before_it_begins_leaves_nothing_behind(acme: Customer):
    order = ordered(acme, "2026-03-02", line(), starts_at=day("2026-03-10"))
    held = order.lines.get().subscription
    do(subscriptions.cancel, held, "2026-03-04")
    assert ledger(held)[1:] == [movement("deprovisioned", "2026-03-04")]


def test_licenses_of_one_user_move_each_subscription(
    acme: Customer, held: Subscription, people: list[CustomerUser]
):
    other, (anna, *_others) = bought(acme, "2026-03-02"), people
    update_licenses(actor=on("2026-03-03"), user_id=anna.pk, add=[held.pk])
    update_licenses(actor=on("2026-03-04"), user_id=anna.pk, add=[other.pk], remove=[held.pk])
    assert ledger(held)[1:] == [
        movement("licenses_assigned", "2026-03-03", active_assigned_quantity=1),
        movement("licenses_revoked", "2026-03-04", active_assigned_quantity=-1),
    ]
    assert ledger(other)[1:] == [
        movement("licenses_assigned", "2026-03-04", active_assigned_quantity=1)
    ]


def test_licenses_of_many_users_are_a_movement_each(held: Subscription, people: list[CustomerUser]):
    keys = [user.pk for user in people]
    assign_licenses(actor=on("2026-03-03"), subscription_id=held.pk, user_ids=keys)
    revoke_licenses(actor=on("2026-03-04"), subscription_id=held.pk, user_ids=keys[:2])
    # Those who have one already get no second.
    assign_licenses(actor=on("2026-03-05"), subscription_id=held.pk, user_ids=keys[2:])
    assert [(item["kind"], item["active_assigned_quantity"]) for item in ledger(held)[1:]] == [
        *[("licenses_assigned", 1)] * 3,
        *[("licenses_revoked", -1)] * 2,
    ]


def test_a_deleted_users_seats_are_free_again(held: Subscription, people: list[CustomerUser]):
    update_licenses(actor=on("2026-03-03"), user_id=people[0].pk, add=[held.pk])
    delete_user(actor=on("2026-03-04"), user_id=people[0].pk)
    assert ledger(held)[2:] == [
        movement("licenses_revoked", "2026-03-04", active_assigned_quantity=-1)
    ]


def test_what_is_refused_moves_nothing(held: Subscription):
    do(subscriptions.suspend, held, "2026-03-04")
    known = ledger(held)
    for operation, arguments in (
        (subscriptions.change_quantity, {"quantity": 20}),
        (subscriptions.suspend, {"version": 1}),
        (subscriptions.reactivate, {"version": 1}),
    ):
        with pytest.raises(Refused):
            do(operation, held, "2026-03-05", **arguments)
    assert ledger(held) == known
