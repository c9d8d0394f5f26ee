"""The overview: what each user may see of it, and that its numbers are those of the lists."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client

from activitylog import triggers
from activitylog.models import PullState
from portal.plugins import HealthRow, Overview, overview_parts
from portal.roles import ROLES, Role
from tests.activitylog.log import fill, plain, record, take
from tests.customers.making import make_movement, make_subscription
from tests.signing_in import signed_in
from tests.staff import make_staff

if TYPE_CHECKING:
    from customers.models import Customer
    from portal.models import User

OVERVIEW = "/admin/"
# A Wednesday, in the middle of the day: half of it is over.
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
LOG_PARTS = {"Actions today", "Failed today", "Entries per day", "Latest activity", "Portal health"}
STOCK_PARTS = {"Active subscriptions", "Assignment rate"}
PARTS = LOG_PARTS | STOCK_PARTS | {"Needs attention"}


@pytest.fixture(autouse=True)
def _at_noon() -> Any:
    with time_machine.travel(NOON, tick=False):
        yield


def shown(client: Client, **headers: str) -> str:
    answer = client.get(OVERVIEW, headers=headers or None)
    assert answer.status_code == 200
    return answer.content.decode()


def parts(page: str) -> set[str]:
    return {part for part in PARTS if re.search(rf">{part}</(?:h2|span)>", page)}


def figure(page: str, code: str) -> str:
    """What a tile says, as it is read."""
    return plain(page.partition(f'data-figure="{code}"')[2].partition("</li>")[0].partition(">")[2])


def links(page: str) -> list[tuple[str, int]]:
    """Every number that leads to rows, and where to."""
    found = re.findall(r'href="([^"]+)" data-of="rows" data-value="(\d+)"', page)
    return [(unescape(url), int(value)) for url, value in found]


def rows_of(client: Client, url: str) -> int:
    """How many rows a list says that it has."""
    found = re.search(r'<p class="total"[^>]*><strong>([\d,]+)', client.get(url).content.decode())
    assert found, url
    return int(found[1].replace(",", ""))


def todo(page: str) -> dict[str, int]:
    pairs = re.findall(r"<span>([^<]+)</span> <b[^>]*>(\d+)</b>", page)
    return {label: int(count) for label, count in pairs}


def tell(*moments: datetime, **values: Any) -> None:
    """Entries of these moments, each its own."""
    given = [
        record(occurred_at=moment, external_id=f"{moment} {number} {values}", **values)
        for number, moment in enumerate(moments)
    ]
    take(*given)


@pytest.fixture
def busy(acme: Customer) -> Customer:
    """A log and a customer with something of each kind."""
    tell(NOON, NOON - HOUR, NOON - 11 * HOUR, status="succeeded", customer_name="Relecloud")
    tell(NOON - 2 * HOUR, status="failed")
    tell(NOON - DAY - HOUR, NOON - DAY + HOUR, NOON - 9 * DAY, status="failed")
    tell(NOON - 29 * DAY, NOON - 30 * DAY, status="succeeded")
    make_subscription(acme, quantity=10, assigned_quantity=9, name="in use")
    make_subscription(
        acme, name="ends soon", auto_renew=False, commitment_end_at=NOON + 14 * DAY, quantity=1
    )
    make_subscription(acme, name="ends later", auto_renew=False, commitment_end_at=NOON + 15 * DAY)
    make_subscription(acme, name="trial", is_trial=True, trial_end_at=NOON + 30 * DAY)
    make_subscription(acme, name="later trial", is_trial=True, trial_end_at=NOON + 31 * DAY)
    for days in (30, 31):
        renews = NOON + days * DAY
        make_subscription(
            acme, name=f"renews {days}", commitment_end_at=renews, assigned_quantity=10
        )
    for days in (30, 31):
        make_subscription(acme, status="suspended", suspended_at=NOON - days * DAY)
    make_subscription(acme, name="ended", status="expired", commitment_end_at=NOON + 2 * DAY)
    return acme


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.code)
def test_each_role_sees_what_it_may_see_elsewhere(busy: Customer, role: Role) -> None:
    user = make_staff("staff", role.name)
    page = shown(signed_in(user))
    assert user.has_perm("customers.view_subscription")
    assert parts(page) == PARTS
    client = signed_in(user)
    tasks = links(page.partition('<ul class="todo">')[2])
    assert len(tasks) == 6
    assert {client.get(url).status_code for url, _value in tasks} == {200}


@pytest.mark.parametrize(
    ("permission", "seen"),
    [
        ("view_activityentry", LOG_PARTS | {"Needs attention"}),
        ("view_subscription", STOCK_PARTS | {"Needs attention"}),
    ],
)
def test_each_part_asks_for_its_own_permission(
    busy: Customer, charlie: User, permission: str, seen: set[str]
) -> None:
    charlie.user_permissions.add(Permission.objects.get(codename=permission))
    assert parts(shown(signed_in(charlie))) == seen


def test_who_sees_no_part_sees_the_places_only(busy: Customer, charlie: User) -> None:
    charlie.user_permissions.add(Permission.objects.get(codename="view_product"))
    page = shown(signed_in(charlie))
    assert parts(page) == set()
    assert 'class="places"' in page
    assert "/admin/customers/product/" in page
    assert "data-of" not in page


def test_who_may_do_nothing_sees_an_empty_page(as_charlie: Client) -> None:
    page = shown(as_charlie)
    assert parts(page) == set()
    assert "places" not in page


def test_every_number_is_that_of_its_list(busy: Customer, as_alice: Client) -> None:
    found = links(shown(as_alice))
    assert len(found) == 3 + 30 + 6
    assert {url: rows_of(as_alice, url) for url, _value in found} == dict(found)


def test_actions_are_those_of_today_compared_with_yesterday_by_now(
    busy: Customer, as_alice: Client
) -> None:
    page = shown(as_alice)
    assert figure(page, "entries_today").startswith("Actions today 4 +3 on this time yesterday")
    assert figure(page, "failed_today").startswith("Failed today 1 ±0 on this time yesterday")


def test_this_time_yesterday_is_that_of_the_clocks(alice: User) -> None:
    berlin = ZoneInfo("Europe/Berlin")
    alice.time_zone = berlin.key
    alice.save()
    yesterday = datetime(2027, 3, 27, tzinfo=berlin)
    tell(yesterday + 13 * HOUR + HOUR / 2, yesterday + 14 * HOUR + HOUR / 2)
    # Clocks have been put forward in the night.
    with time_machine.travel(datetime(2027, 3, 28, 14, tzinfo=berlin), tick=False):
        page = shown(signed_in(alice))
    assert figure(page, "entries_today").startswith("Actions today 0 −1 on this time yesterday")


def test_today_is_the_readers(as_alice: Client, alice: User) -> None:
    tell(NOON - 12 * HOUR - HOUR / 2)
    assert figure(shown(as_alice), "entries_today").startswith("Actions today 0")
    alice.time_zone = "Europe/Berlin"
    alice.save()
    assert figure(shown(as_alice), "entries_today").startswith("Actions today 1")


def test_every_day_of_the_last_thirty_has_a_bar(busy: Customer, as_alice: Client) -> None:
    page = shown(as_alice)
    names = re.findall(r'<a class="col"[^>]*aria-label="([^"]+)"', page)
    assert len(names) == 30
    assert names[0] == "27 Oct 2026: 1"
    assert names[-2:] == ["24 Nov 2026: 2", "25 Nov 2026: 4"]


def test_the_chart_leads_to_analytics_or_to_the_log(
    as_alice: Client, as_bob: Client, db: None
) -> None:
    assert '<a href="/admin/analytics/activity/">Analytics</a>' in shown(as_alice)
    days = "date_from=2026-10-27&amp;date_to=2026-11-25"
    assert f'?{days}">Open in the log</a>' in shown(as_bob)


def test_the_latest_entries_come_first_with_their_customers(
    busy: Customer, as_alice: Client
) -> None:
    fill(20, customer_name="Earlier & Co")
    feed = shown(as_alice).partition('<ul class="feed">')[2].partition("</ul>")[0]
    assert feed.count("<li>") == 8
    assert "Relecloud" in feed.partition("</li>")[0]
    assert "Earlier &amp; Co" in feed


def test_what_needs_attention_is_counted(busy: Customer, as_alice: Client) -> None:
    assert todo(shown(as_alice)) == {
        "Failed actions since yesterday": 3,
        "Ending in 14 days, renewal off": 1,
        "Renewing in 30 days": 1,
        "Trials ending in 30 days": 1,
        "Suspended longer than 30 days": 1,
        "More than half the seats unused": 4,
    }


def test_nothing_that_needs_no_attention_is_listed(acme: Customer, as_alice: Client) -> None:
    make_subscription(acme, assigned_quantity=10)
    page = shown(as_alice)
    assert todo(page) == {}
    assert "Nothing needs attention." in page


def test_active_subscriptions_and_seats_are_compared_with_thirty_days_ago(
    acme: Customer, as_alice: Client
) -> None:
    old = make_subscription(acme, quantity=10, assigned_quantity=5)
    make_movement(
        old,
        "created",
        NOON - 31 * DAY,
        active_subscriptions=1,
        active_quantity=10,
        active_assigned_quantity=8,
    )
    make_movement(old, "licenses_revoked", NOON - DAY, active_assigned_quantity=-3)
    new = make_subscription(acme, quantity=10, assigned_quantity=10)
    make_movement(
        new,
        "created",
        NOON - 20 * DAY,
        active_subscriptions=1,
        active_quantity=10,
        active_assigned_quantity=10,
    )
    page = shown(as_alice)
    active, share = (figure(page, code) for code in ("active_subscriptions", "assignment_rate"))
    assert active.startswith("Active subscriptions 2 +1 in 30 days")
    assert share.startswith("Assignment rate 75 % −5 pp in 30 days")
    assert 'aria-label="From 80\xa0% to 75\xa0%"' in page


def test_nothing_at_all_is_said_calmly(as_alice: Client) -> None:
    page = shown(as_alice)
    assert parts(page) == PARTS
    assert figure(page, "active_subscriptions").startswith("Active subscriptions 0 ±0")
    assert figure(page, "assignment_rate").startswith("Assignment rate – ?")
    assert "Nothing recorded yet." in page
    assert "Nothing needs attention." in page


def test_it_says_how_the_log_is(as_alice: Client) -> None:
    assert "Last import</dt><dd>Never" in shown(as_alice)
    tell(NOON, action="import_file")
    PullState.objects.create(source="partnercenter", state="{}", completed_at=NOON - DAY)
    PullState.objects.create(source="elsewhere", state="{}")
    health = plain(shown(as_alice).partition('<dl class="health">')[2].partition("</dl>")[0])
    # The last moment is the database's, whose clock goes on.
    assert health.startswith(
        "Log protected against changeYesLast import25 Nov 2026, 12:00"
        "Last pull: elsewhereNot completed yetLast pull: Partner Center24 Nov 2026, 12:00"
        "Entries counted up to"
    )


def test_it_warns_when_the_log_is_not_guarded(as_alice: Client) -> None:
    with connection.cursor() as cursor:
        for statement in triggers.drop_statements(connection.vendor):
            cursor.execute(statement)
    assert '<span class="badge bad">No</span>' in shown(as_alice)


def test_a_plugin_adds_to_it(as_alice: Client, as_charlie: Client) -> None:
    class Backups:
        name = "backups"

        def overview(self, request: Any) -> Overview:
            if not request.user.is_superuser:
                return Overview()
            return Overview(health=[HealthRow(label="Last <backup>", value="Today, 03:00")])

    with overview_parts.temporarily(Backups()):
        assert "<dt>Last &lt;backup&gt;</dt><dd>Today, 03:00</dd>" in shown(as_alice)
        assert "backup" not in shown(as_charlie)


def test_it_asks_little_of_the_database(
    busy: Customer, as_alice: Client, django_assert_max_num_queries: Any
) -> None:
    fill(50)
    shown(as_alice)  # counts what is new in the log, which comes once
    with django_assert_max_num_queries(25):
        shown(as_alice)


def test_it_is_in_german(busy: Customer, as_alice: Client) -> None:
    page = shown(as_alice, **{"accept-language": "de"})
    assert "Mittwoch, 25. November 2026" in page
    today = figure(page, "entries_today")
    assert today.startswith("Aktionen heute 4 +3 gegenüber gestern um diese Zeit")
    assert "Testversionen, die in den nächsten 30 Tagen enden" in page
