"""What the demo tells is as real partners' logs are, and holds together."""

from __future__ import annotations

import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db.models import F

from activitylog.counting.reading import counted_log
from activitylog.models import ActivityEntry
from customers.demo.companies import read_companies
from customers.demo.rhythm import DAYS
from customers.demo.staff import COLLEAGUES, INTRUDER, LEAVER, NEWCOMER
from customers.models import Customer, CustomerUser, Product, Referral, Subscription
from customers.services.values import (
    customer_value,
    product_value,
    referral_value,
    subscription_value,
    user_value,
)
from customers.states import Relationship, Status, UserState
from portal.roles import PERMISSIONS
from tests.demo.conftest import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

PERMISSION_OF = {
    "create_product": "customers.manage_product",
    "add_customer": "customers.add_customer",
    "create_customer_user": "customers.manage_customeruser",
    "delete_customer_user": "customers.manage_customeruser",
    "upgrade_subscription": "customers.upgrade_subscription",
    "convert_trial_subscription": "customers.convert_trial",
    "create_referral": "customers.manage_referral",
    "update_referral": "customers.manage_referral",
    "remove_partner_customer_relationship": "customers.remove_relationship",
}


def by_services() -> list[ActivityEntry]:
    return list(ActivityEntry.objects.filter(source="portal").order_by("id"))


def beside() -> list[ActivityEntry]:
    return list(ActivityEntry.objects.filter(source="demo").order_by("id"))


def value(text: str | None) -> Any:
    return json.loads(text or "null")


def key_of(entry: ActivityEntry, key: str) -> str | None:
    return next((item["value"] for item in value(entry.details) if item["key"] == key), None)


def without_tag(told: Any) -> Any:
    """The tag of a user counts changes of licenses too, which are told of otherwise."""
    ignored = ("Attributes", "LicensedSubscriptionIds")
    return told and {name: item for name, item in told.items() if name not in ignored}


def test_log_and_state_agree():
    answer = StringIO()
    call_command("check_consistency", stdout=answer)
    assert "0 differences" in answer.getvalue()


def test_the_movements_are_what_the_log_tells():
    answer = StringIO()
    call_command("recount_movements", stdout=answer)
    assert ", 0 differences." in answer.getvalue()


def test_every_row_is_as_its_last_entry_left_it():
    """And each change began where the one before it ended."""
    told: dict[str, Any] = {}
    for entry in by_services():
        if entry.status != "succeeded" or entry.resource_type in ("license", "order"):
            continue
        old, new = without_tag(value(entry.old_value)), without_tag(value(entry.new_value))
        if entry.resource_type != "subscription":
            assert old == told.get(entry.resource_id), entry.action
        told[entry.resource_id] = new
    for row in Customer.objects.all():
        assert told[str(row.pk)] == without_tag(customer_value(row))
    for user in CustomerUser.objects.all():
        assert told[str(user.pk)] == without_tag(user_value(user))
    for product in Product.objects.all():
        assert told[str(product.pk)] == without_tag(product_value(product))
    for referral in Referral.objects.all():
        assert told[str(referral.pk)] == without_tag(referral_value(referral))
    changed = [row for row in Subscription.objects.all() if str(row.pk) in told]
    assert len(changed) > 15
    for subscription in changed:
        last = told[str(subscription.pk)]
        assert last["Status"] == subscription_value(subscription)["Status"]


def test_most_of_it_are_changes_of_rows():
    assert len(by_services()) > 0.7 * ActivityEntry.objects.count()


def test_everything_that_services_record_happens():
    happened = {entry.action for entry in by_services() if entry.status == "succeeded"}
    assert happened >= {
        *("create_product", "update_product"),
        *("add_customer", "update_customer_billing_profile", "update_company_info"),
        "update_customer_partner_contract_company_name",
        *("update_customer_qualification", "remove_partner_customer_relationship"),
        *("create_customer_user", "update_customer_user", "delete_customer_user"),
        "restore_customer_user",
        *("update_customer_user_licenses", "create_order", "update_subscription"),
        *("upgrade_subscription", "convert_trial_subscription"),
        *("create_referral", "update_referral"),
    }


def test_subscriptions_are_in_every_state():
    statuses = Counter(Subscription.objects.values_list("status", flat=True))
    assert set(statuses) == set(Status.values)
    assert statuses[Status.ACTIVE] > statuses.total() * 0.6
    pending = Subscription.objects.filter(status=Status.PENDING)
    assert all(row.current_state_end_at and row.current_state_end_at > NOW for row in pending)


def test_some_renew_soon_and_some_trials_end_soon():
    active = Subscription.objects.filter(status=Status.ACTIVE)
    soon = active.filter(current_state_end_at__range=(NOW, NOW + timedelta(days=30)))
    assert soon.filter(is_trial=True).exists()
    assert soon.filter(is_trial=False, auto_renew=True).exists()


def test_nothing_is_left_that_time_should_have_changed():
    late = NOW - timedelta(days=1)
    assert not Subscription.objects.filter(current_state_end_at__lt=late).exists()


def test_most_seats_are_assigned_but_not_all():
    paid = Subscription.objects.filter(status=Status.ACTIVE, is_trial=False)
    for_people = paid.exclude(product__name="Teams Shared Devices")
    seats = sum(row.quantity for row in for_people)
    assigned = sum(row.assigned_quantity for row in for_people)
    assert 0.75 < assigned / seats < 0.97
    assert paid.filter(assigned_quantity__lt=F("quantity")).exists()


def test_one_order_is_large():
    orders = [entry for entry in by_services() if entry.action == "create_order"]
    assert max(len(value(entry.new_value)["LineItems"]) for entry in orders) >= 40


def test_a_few_things_are_refused_for_many_reasons():
    failed = [entry for entry in by_services() if entry.status == "failed"]
    assert 0.02 < len(failed) / len(by_services()) < 0.09
    assert len({key_of(entry, "ErrorCode") for entry in failed}) > 6
    assert all(key_of(entry, "ErrorDescription") for entry in failed)


def test_staff_do_what_their_roles_may_and_only_while_they_work_there():
    roles = {colleague.email: colleague for colleague in COLLEAGUES}
    done = [entry for entry in by_services() if entry.partner_user]
    for entry in done:
        someone = roles[entry.partner_user]
        if permission := PERMISSION_OF.get(entry.action):
            assert someone.role in PERMISSIONS[permission]
        assert someone.works_here(entry.occurred_at, NOW)
    assert {LEAVER.email, NEWCOMER.email} & {entry.partner_user for entry in done}


def test_time_works_at_night_and_staff_by_day():
    entries = by_services()
    nightly = [entry for entry in entries if entry.application == "Subscription lifecycle"]
    assert nightly
    assert all(entry.occurred_at.hour == 2 for entry in nightly)
    lived = [entry for entry in entries if entry.partner_user and entry.status != "failed"]
    working = sum(6 <= entry.occurred_at.hour < 19 for entry in lived)
    weekend = sum(entry.occurred_at.weekday() > 4 for entry in lived)
    assert working > 0.85 * len(lived)
    assert weekend < 0.12 * len(lived)


def test_one_application_does_more_in_two_hours_of_one_night_than_others_in_weeks():
    done = ActivityEntry.objects.filter(application=INTRUDER)
    assert done.count() >= 64
    night = datetime(2026, 11, 11, 1, 0, tzinfo=UTC)
    assert all(night < entry.occurred_at < night + timedelta(hours=2) for entry in done)
    with counted_log() as log:
        bursts = log.bursts(NOW - timedelta(days=30), NOW)
    assert {burst.actor for burst in bursts} == {INTRUDER}
    assert len(bursts) == 2


def test_it_tells_of_years_until_a_few_hours_ago():
    first, last = ActivityEntry.objects.earliest("id"), ActivityEntry.objects.latest("id")
    assert timedelta(days=1290) < NOW - first.occurred_at < timedelta(days=1310)
    assert NOW - timedelta(hours=5) < last.occurred_at < NOW
    latest = ActivityEntry.objects.filter(occurred_at__gt=NOW - timedelta(days=DAYS))
    assert latest.count() > 0.6 * ActivityEntry.objects.count()


def test_what_services_record_is_recorded_at_once_and_the_rest_later():
    # What is done to many at once has a moment each.
    moment = timedelta(milliseconds=1)
    assert all(abs(entry.recorded_at - entry.occurred_at) < moment for entry in by_services())
    lags = [entry.recorded_at - entry.occurred_at for entry in beside()]
    assert min(lags) > timedelta()
    assert max(lags) > timedelta(days=1)
    assert all(entry.recorded_at <= NOW for entry in beside())


def test_what_is_told_beside_changes_no_row():
    told = {entry.action for entry in beside()}
    assert not told & {entry.action for entry in by_services()}
    assert {"reset_customer_user_password", "create_agreement", "ready_invoice"} <= told


def test_nobody_is_told_of_before_they_came():
    since = {row.pk: row.created_at for row in Customer.objects.all()}
    people = {str(row.pk): row.created_at for row in CustomerUser.objects.all()}
    for entry in beside():
        if entry.customer_id:
            assert entry.occurred_at > since[entry.customer_id]
        if user_id := key_of(entry, "CustomerUserId"):
            assert entry.occurred_at > people[user_id]


def test_a_customer_is_called_what_they_were_called_then():
    renamings = ActivityEntry.objects.filter(action="update_customer_partner_contract_company_name")
    assert renamings
    for renaming in renamings:
        entries = ActivityEntry.objects.filter(customer_id=renaming.customer_id)
        before = entries.filter(id__lt=renaming.id)
        after = entries.filter(id__gte=renaming.id)
        assert set(before.values_list("customer_name", flat=True)) == {
            key_of(renaming, "OldCompanyName")
        }
        assert set(after.values_list("customer_name", flat=True)) == {
            key_of(renaming, "NewCompanyName")
        }


def test_who_has_left_buys_no_more():
    gone = Customer.objects.filter(relationship=Relationship.NONE)
    assert gone
    for row in gone:
        last = ActivityEntry.objects.filter(customer=row, source="portal").exclude(partner_user="")
        assert last.latest("id").action == "remove_partner_customer_relationship"


def test_some_people_have_left_their_company():
    assert CustomerUser.objects.filter(state=UserState.INACTIVE).exists()


def test_no_password_is_ever_told():
    for entry in by_services() + beside():
        for text in (entry.old_value, entry.new_value):
            assert "Password" not in (text or "")


def test_customers_are_of_many_countries_and_spellings():
    companies = read_companies()
    assert len(companies) == 120
    assert len({company.country for company in companies}) >= 10
    names = " ".join(Customer.objects.values_list("name", flat=True))
    assert all(sign in names for sign in 'äöüßéŁŽ&"')
    assert max(map(len, Customer.objects.values_list("name", flat=True))) > 80


def test_no_entry_is_of_the_future():
    assert not ActivityEntry.objects.filter(occurred_at__gt=datetime.now(UTC)).exists()
