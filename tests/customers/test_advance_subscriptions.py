"""What `manage.py advance_subscriptions` does to subscriptions when their time has come."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import TYPE_CHECKING, Any

import pytest
from django.core.management import call_command

from activitylog.models import ActivityEntry
from customers.models import Customer, Subscription
from customers.services import Actor
from customers.services.subscriptions import advance_subscription, due_subscriptions
from tests.customers.operations_table.making import (
    NOW,
    TOMORROW,
    YESTERDAY,
    expired,
    license_to,
    make_user,
    pending,
    running,
    sold,
    suspended,
    trial_product,
    trying,
)

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries

A_DAY = timedelta(days=1)
TRIED = {"trial_start_at": NOW - 31 * A_DAY}
OVER = {"commitment_end_at": YESTERDAY, "current_state_end_at": YESTERDAY}


def advance() -> str:
    answer = StringIO()
    call_command("advance_subscriptions", stdout=answer)
    return answer.getvalue()


def advanced(subscription: Subscription) -> Subscription:
    advance()
    subscription.refresh_from_db()
    return subscription


def statuses(subscription: Subscription) -> list[str]:
    entries = ActivityEntry.objects.filter(resource_id=str(subscription.pk)).order_by("id")
    return [json.loads(entry.new_value or "")["Status"] for entry in entries]


def over(customer: Customer, **values: Any) -> Subscription:
    """It began a year and a day ago, and its term ended yesterday."""
    return running(customer, **{"effective_start_at": NOW - timedelta(days=366)} | OVER | values)


def test_it_leaves_alone_what_is_not_due(acme: Customer):
    running(acme)
    suspended(acme)
    pending(acme)
    assert advance() == "0 subscriptions advanced, 0 steps.\n"
    assert not ActivityEntry.objects.exists()


def test_it_renews_what_renews_at_the_list_price_of_the_day(acme: Customer):
    held = over(
        acme,
        product=sold(list_price="40.00"),
        effective_start_at=datetime(2020, 1, 31, 9, tzinfo=UTC),
        commitment_end_at=datetime(2026, 1, 30, 23, 59, 59, tzinfo=UTC),
        current_state_end_at=datetime(2026, 1, 30, 23, 59, 59, tzinfo=UTC),
        renewal_term="P3Y",
        renewal_billing_cycle="annual",
    )
    advanced(held)
    assert (held.status, held.term, held.billing_cycle) == ("active", "P3Y", "annual")
    assert (held.renewal_term, held.renewal_billing_cycle) == ("", "")
    assert str(held.unit_price) == "40.00"
    assert held.commitment_end_at == datetime(2029, 1, 30, 23, 59, 59, tzinfo=UTC)
    assert held.last_renewed_at == datetime(2026, 1, 30, 23, 59, 59, tzinfo=UTC)
    (seats,) = held.refundable
    assert seats == {"quantity": 10, "allowed_until": "2026-02-06T23:59:59Z"}


def test_it_tells_each_step_as_the_lifecycles(acme: Customer):
    held = over(acme)
    assert advance() == "1 subscriptions advanced, 1 steps.\n"

    entry = ActivityEntry.objects.get()
    assert (entry.application, entry.partner_user) == ("Subscription lifecycle", "")
    assert (entry.action, entry.resource_id) == ("update_subscription", str(held.pk))
    assert (entry.status, entry.customer) == ("succeeded", acme)


def test_it_begins_what_was_ordered_for_today(acme: Customer):
    held = advanced(pending(acme, current_state_end_at=YESTERDAY))
    assert held.status == "active"
    assert held.effective_start_at == YESTERDAY
    assert held.commitment_end_at
    assert held.commitment_end_at.time().isoformat() == "23:59:59"
    assert held.cancellation_allowed_until_at == YESTERDAY + timedelta(days=7)


def test_it_ends_what_does_not_renew_in_three_stages(acme: Customer):
    end = NOW - timedelta(days=300)
    held = over(acme, auto_renew=False, commitment_end_at=end, current_state_end_at=end)
    user = license_to(make_user(acme), held)
    assert advance() == "1 subscriptions advanced, 3 steps.\n"

    held.refresh_from_db()
    assert statuses(held) == ["expired", "disabled", "deleted"]
    assert held.deprovisioned_at == end
    assert held.current_state_end_at is None
    # Who had its licenses is kept: the row tells the past.
    assert user.licenses.count() == 1


@pytest.mark.parametrize(
    ("make", "values", "status", "days"),
    [
        (over, {"auto_renew": False}, "expired", 30),
        (expired, OVER, "disabled", 90),
        (suspended, OVER, "disabled", 120),
    ],
)
def test_it_keeps_each_stage_as_long_as_partner_center_does(
    acme: Customer, make: Any, values: dict[str, Any], status: str, days: int
):
    held = advanced(make(acme, **values))
    assert held.status == status
    assert held.current_state_end_at == YESTERDAY + timedelta(days=days)
    assert not held.auto_renew


def test_it_makes_up_for_what_was_missed(acme: Customer):
    """The timer stood still for years: each renewal comes, one after the other."""
    start = datetime(2020, 2, 29, 12, tzinfo=UTC)
    end = datetime(2021, 2, 27, 23, 59, 59, tzinfo=UTC)
    held = over(acme, effective_start_at=start, commitment_end_at=end, current_state_end_at=end)
    advanced(held)
    assert held.commitment_end_at
    assert held.commitment_end_at > NOW
    years = held.commitment_end_at.year - 2021
    assert statuses(held) == ["active"] * years
    assert held.version == years + 1


def test_it_converts_a_trial_that_is_to_go_on(acme: Customer):
    target = sold(list_price="32.10", minimum_quantity=1)
    trial = trying(
        acme,
        product=trial_product(converts_to=target),
        auto_renew=True,
        trial_end_at=YESTERDAY,
        trial_start_at=YESTERDAY - timedelta(days=30),
        **OVER,
    )
    advanced(trial)
    assert (trial.product, trial.is_trial, trial.status) == (target, False, "active")
    assert trial.trial_converted_at == YESTERDAY
    (order,) = acme.orders.all()
    # The whole month, though the timer came late.
    assert str(order.total_price) == "802.50"
    assert ActivityEntry.objects.get().action == "convert_trial_subscription"


def test_it_converts_a_trial_on_terms_that_go_together(acme: Customer):
    """Of what the product is offered for, the first term that its billing is not longer than."""
    target = sold(terms=["P1M", "P1Y"], billing_cycles=["annual"])
    product = trial_product(converts_to=target)
    trial = trying(acme, product=product, auto_renew=True, **TRIED, **OVER)
    advanced(trial)
    assert (trial.is_trial, trial.term, trial.billing_cycle) == (False, "P1Y", "annual")


def test_it_ends_a_trial_whose_product_is_no_longer_sold_so(acme: Customer):
    product = trial_product(converts_to=sold(minimum_quantity=100))
    trial = trying(acme, product=product, auto_renew=True, **TRIED, **OVER)
    advanced(trial)
    assert (trial.status, trial.is_trial, trial.quantity) == ("expired", True, 25)
    entry = ActivityEntry.objects.get()
    assert entry.status == "succeeded"
    assert '"quantity_out_of_range"' in (entry.details or "")
    assert "is sold in quantities from 100 to 300" in (entry.details or "")


def test_it_tells_why_a_trial_ends_that_was_to_go_on(acme: Customer):
    product = trial_product(converts_to=sold(is_available=False))
    trial = trying(acme, product=product, auto_renew=True, **TRIED, **OVER)
    advanced(trial)
    assert (trial.status, trial.is_trial) == ("expired", True)
    assert not acme.orders.exists()
    details = json.loads(ActivityEntry.objects.get().details or "")
    assert details[-2:] == [
        {"key": "ConversionErrorCode", "value": "no_conversion"},
        {
            "key": "ConversionErrorDescription",
            "value": "Nothing is sold that this trial could become.",
        },
    ]


def test_it_ends_a_trial_that_was_not_to_go_on_without_more_words(acme: Customer):
    trial = trying(acme, product=trial_product(converts_to=sold()), **TRIED, **OVER)
    advanced(trial)
    assert trial.status == "expired"
    assert "ConversionError" not in (ActivityEntry.objects.get().details or "")


@pytest.mark.parametrize("parent_first", [True, False])
def test_an_add_on_ends_with_what_it_belongs_to(acme: Customer, parent_first: bool):
    """Whichever of the two has its turn first."""
    keys = [
        "00000000-0000-4000-8000-000000000001",
        "00000000-0000-4000-8000-000000000002",
    ]
    parent = over(acme, id=keys[not parent_first], auto_renew=False)
    plan = sold(name="Calling plan", is_add_on=True)
    add_on = over(acme, id=keys[parent_first], parent=parent, product=plan)
    advanced(add_on)
    parent.refresh_from_db()
    assert (parent.status, add_on.status) == ("expired", "expired")


def test_an_add_on_renews_while_what_it_belongs_to_goes_on(acme: Customer):
    plan = sold(name="Calling plan", is_add_on=True)
    for parent in (running(acme, auto_renew=False), over(acme)):
        assert advanced(over(acme, parent=parent, product=plan)).status == "active"


def test_the_second_time_it_does_nothing(acme: Customer):
    for make in (over, suspended, expired):
        make(acme, **OVER)
    assert advance() == "3 subscriptions advanced, 3 steps.\n"
    told = ActivityEntry.objects.count()

    assert advance() == "0 subscriptions advanced, 0 steps.\n"
    assert ActivityEntry.objects.count() == told


def test_one_that_fails_does_not_stop_the_others(
    acme: Customer, capsys: pytest.CaptureFixture[str]
):
    # A status that ends, of a term that lasts until the end of time: no service leaves it so.
    first = over(acme)
    broken = over(acme, **dict.fromkeys(OVER, YESTERDAY - A_DAY))
    forever = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
    Subscription.objects.filter(pk=broken.pk).update(commitment_end_at=forever)

    answer = StringIO()
    with pytest.raises(SystemExit) as left:
        call_command("advance_subscriptions", stdout=answer)

    assert left.value.code == 1
    assert answer.getvalue() == "1 subscriptions advanced, 1 steps.\n"
    said = capsys.readouterr().err
    assert str(broken.pk) in said
    assert "1 could not be advanced." in said
    assert statuses(first) == ["active"]
    assert statuses(broken) == []


def test_it_asks_little_of_the_database(
    acme: Customer, django_assert_max_num_queries: DjangoAssertNumQueries
):
    product = sold()
    for _number in range(10):
        over(acme, product=product)
    with django_assert_max_num_queries(20 * 10):
        advance()


def test_what_is_due_comes_in_the_order_of_its_ends(acme: Customer):
    late = over(acme)
    early = over(acme, **dict.fromkeys(OVER, YESTERDAY - A_DAY))
    running(acme)
    assert list(due_subscriptions(NOW)) == [early.pk, late.pk]
    assert list(due_subscriptions(TOMORROW + timedelta(days=400)))[:2] == [early.pk, late.pk]


def test_made_up_time_moves_as_it_is_told(acme: Customer):
    """Demo data live through years: what happens is dated then."""
    held = running(acme)
    assert held.commitment_end_at
    then = held.commitment_end_at + A_DAY
    actor = Actor(application="Subscription lifecycle", at=then)
    assert advance_subscription(actor=actor, subscription_id=held.pk) == 1
    assert ActivityEntry.objects.get().occurred_at == then
