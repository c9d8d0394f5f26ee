"""What analytics shows of the demo that `make run` makes: a partner as there might be one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from statistics import mean, median
from typing import TYPE_CHECKING

import pytest
import time_machine
from django.db.models import F, Q, Sum
from django.http import QueryDict
from django.utils import timezone

from activitylog.models import ActivityEntry
from analytics.tabs import TABS
from customers.demo.world import World
from customers.models import Subscription, SubscriptionMovement
from customers.states import MovementKind, Status
from tests.demo.conftest import NOW

if TYPE_CHECKING:
    from analytics.shapes import Report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("usual_demo")]

LEAVING = (MovementKind.SUSPENDED, MovementKind.DEPROVISIONED)
WORLD = World(1, NOW)


@dataclass
class Month:
    """What happened in a month, and what there was at its end."""

    code: str
    kinds: Counter[MovementKind] = field(default_factory=Counter)
    """Without trials."""
    trials_ended: int = 0
    active: int = 0
    seats: int = 0
    assigned: int = 0
    monthly_price: float = 0

    @property
    def left(self) -> int:
        return sum(self.kinds[kind] for kind in LEAVING)

    @property
    def assignment(self) -> float:
        return self.assigned / self.seats


def code_of(moment: datetime) -> str:
    return f"{moment:%Y-%m}"


def months() -> list[Month]:
    """All that are over, since the story begins."""
    found: list[Month] = []
    now = Month("")
    for move in SubscriptionMovement.objects.order_by("id"):
        code = code_of(move.occurred_at)
        if code != now.code:
            now = Month(code, Counter(), 0, now.active, now.seats, now.assigned, now.monthly_price)
            found.append(now)
        kind = MovementKind(move.kind)
        if move.is_trial:
            now.trials_ended += kind in LEAVING
        else:
            now.kinds[kind] += 1
        now.active += move.active_subscriptions
        now.seats += move.active_quantity
        now.assigned += move.active_assigned_quantity
        now.monthly_price += float(move.monthly_price)
    begin, end = code_of(WORLD.begins_at), code_of(NOW)
    return [month for month in found if begin <= month.code < end]


def churn_rates() -> dict[str, float]:
    told = months()
    return {month.code: month.left / before.active for before, month in pairwise(told)}


def activity() -> Report:
    """The tab of activity as a member of staff in Germany opens it."""
    with time_machine.travel(NOW), timezone.override("Europe/Berlin"):
        asked = TABS["activity"].asked(QueryDict())
        assert asked.is_valid()
        return TABS["activity"].report(asked)


def lived(begin: datetime, end: datetime) -> int:
    """How much people did in these days."""
    entries = ActivityEntry.objects.filter(occurred_at__gte=begin, occurred_at__lt=end)
    return entries.exclude(partner_user="").count()


def test_it_grows_month_by_month_and_never_by_leaps():
    told = months()
    assert len(told) == 18
    for before, month in pairwise(told):
        assert 0.95 < month.active / before.active < 1.2, month.code
    assert 1.4 < told[-1].active / told[0].active < 2.5
    assert 1.4 < told[-1].monthly_price / told[0].monthly_price < 4


def test_what_was_there_before_came_bit_by_bit():
    created = Subscription.objects.filter(created_at__lt=WORLD.begins_at)
    months_of_creation = {code_of(row.created_at) for row in created}
    assert len(months_of_creation) > 8
    assert months()[0].active > 40


def test_august_and_christmas_are_quiet_and_autumn_is_busy():
    busy = mean(
        lived(datetime(2026, month, 1, tzinfo=UTC), datetime(2026, month + 1, 1, tzinfo=UTC))
        for month in (9, 10)
    )
    assert lived(datetime(2026, 8, 1, tzinfo=UTC), datetime(2026, 9, 1, tzinfo=UTC)) < 0.7 * busy
    christmas = datetime(2025, 12, 22, tzinfo=UTC)
    days = timedelta(days=12)
    assert lived(christmas, christmas + days) < 0.6 * lived(christmas - days, christmas)


def test_one_or_two_of_a_hundred_leave_each_month_and_more_in_a_bad_one():
    rates = churn_rates()
    assert 0.008 < mean(rates.values()) < 0.025
    bad = code_of(WORLD.bad_time[0])
    assert rates[bad] > 0.035
    assert rates[bad] > 2 * median(rates.values())
    assert sum(rate > 0.035 for rate in rates.values()) <= 3


def test_all_kinds_of_changes_happen():
    happened: Counter[MovementKind] = sum((month.kinds for month in months()), Counter())
    # What is ordered ahead begins after the end, and there is one currency.
    assert set(MovementKind) - set(happened) <= {MovementKind.BEGUN, MovementKind.CURRENCY_CHANGED}
    for kind in (MovementKind.REACTIVATED, MovementKind.ENDED_SUSPENDED, MovementKind.UPGRADED):
        assert happened[kind] >= 2


def test_trials_become_paid_or_end_and_some_run():
    converted = sum(month.kinds[MovementKind.CONVERTED] for month in months())
    ended = sum(month.trials_ended for month in months())
    assert converted + ended >= 9
    assert 0.3 <= converted / (converted + ended) <= 0.55
    soon = (NOW, NOW + timedelta(days=30))
    running = Subscription.objects.filter(status=Status.ACTIVE, is_trial=True)
    assert running.filter(trial_end_at__range=soon).count() >= 3


def test_there_is_something_to_look_after():
    paid = Subscription.objects.filter(status=Status.ACTIVE, is_trial=False)
    soon = paid.filter(commitment_end_at__range=(NOW, NOW + timedelta(days=60)))
    assert soon.filter(auto_renew=False).count() >= 3
    assert soon.filter(auto_renew=True).count() >= 5
    lately = Q(movements__occurred_at__gt=NOW - timedelta(days=30))
    licenses = (MovementKind.LICENSES_ASSIGNED, MovementKind.LICENSES_REVOKED)
    change = Sum(
        "movements__active_assigned_quantity", filter=lately & Q(movements__kind__in=licenses)
    )
    assert 2 <= paid.annotate(change=change).filter(change__lt=0).count() <= 12


def test_most_licenses_are_assigned_and_slowly_more():
    told = months()
    rates = [month.assignment for month in told]
    assert all(0.7 < rate < 0.92 for rate in rates)
    assert mean(rates[-4:]) > mean(rates[:4]) + 0.02
    assert all(abs(one - other) < 0.05 for one, other in pairwise(rates))
    active = Subscription.objects.filter(status=Status.ACTIVE)
    today = active.aggregate(seats=Sum("quantity"), assigned=Sum("assigned_quantity"))
    assert abs(today["assigned"] / today["seats"] - rates[-1]) < 0.04


def test_three_customers_pay_for_most_of_what_nobody_uses():
    free: Counter[str] = Counter()
    active = Subscription.objects.filter(status=Status.ACTIVE)
    for row in active.annotate(free=F("quantity") - F("assigned_quantity")).select_related(
        "customer"
    ):
        free[row.customer.name] += row.free
    assert sum(count for _name, count in free.most_common(3)) > 0.5 * free.total()


def test_there_is_something_of_everything():
    active = Subscription.objects.filter(status=Status.ACTIVE)
    values = {
        name: Counter(active.values_list(name, flat=True))
        for name in ("product__family", "term", "billing_cycle", "customer__country")
    }
    assert len(values["product__family"]) >= 5
    assert len(values["term"]) == 3
    assert len(values["billing_cycle"]) >= 3
    assert len(values["customer__country"]) >= 10
    assert values["customer__country"].most_common(1)[0][0] == "DE"


def test_one_night_is_suspicious():
    (alert,) = activity().alerts
    assert str(alert.text) == (
        "Unusual: 133 entries on Wednesday, 11 Nov 2026 between 2:00 and 4:00, all by the "
        "application Mailbox Migrator; there was nothing of theirs in the eight weeks before."
    )


def test_the_log_tells_how_that_night_came_about():
    reasons = " ".join(unusual())
    assert "jonas.oezdemir@nordcloud.example made 12 entries on Wednesday, 11 Nov 2026" in reasons
    assert "between 1:00 and 2:00; people work here from" in reasons
    assert "“Exported a file”" in reasons
    assert "“Failed to sign in”" in reasons
    assert "Mailbox Migrator appears for the first time, and has made 133 entries." in reasons
    done = ActivityEntry.objects.filter(application="Mailbox Migrator")
    assert done.filter(status="failed").count() >= 5
    assert len(set(done.values_list("customer", flat=True))) > 10


def test_ordinary_nights_and_days_are_not_unusual():
    others = [reason for reason in unusual() if "11 Nov" not in reason and "Mailbox" not in reason]
    assert len(others) <= 4


def unusual() -> Iterator[str]:
    card = activity().card("unusual")
    assert card
    for row in card.rows:
        yield str(row[-1].value)
