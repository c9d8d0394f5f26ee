"""One thing done to the selected rows of the list of subscriptions."""

from __future__ import annotations

from html import unescape
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from activitylog.models import ActivityEntry
from customers.models import Customer, Subscription
from tests.customers.making import make_product, make_subscription

if TYPE_CHECKING:
    from portal.models import User

LIST = "/admin/customers/subscription/"
BULK = f"{LIST}bulk/"


@pytest.fixture
def rows(acme: Customer) -> list[Subscription]:
    """Two active ones, one suspended, one pending."""
    product = make_product()
    states = ("active", "active", "suspended", "pending")
    return [
        make_subscription(acme, product=product, name=f"Site {number}", status=status)
        for number, status in enumerate(states)
    ]


def press(client: Client, rows: list[Subscription], action: str, **said: Any) -> str:
    said = {"row": [str(row.pk) for row in rows], "action": action} | said
    return unescape(client.post(BULK, said, follow=True).content.decode())


def confirm(client: Client, rows: list[Subscription], action: str, **said: Any) -> str:
    versions = {f"version-{row.pk}": row.version for row in rows}
    return press(client, rows, action, confirmed="1", **versions | said)


def now(rows: list[Subscription]) -> list[str]:
    return [Subscription.objects.get(pk=row.pk).status for row in rows]


def test_the_list_has_a_box_for_each_row(as_alice: Client, rows: list[Subscription]):
    page = as_alice.get(LIST).content.decode()
    for row in rows:
        assert f'form="bulk" name="row" value="{row.pk}" aria-label="Select {row.name}"' in page
    assert page.count('id="bulk"') == 1


def test_it_names_the_rows_and_what_will_happen_first(as_alice: Client, rows: list[Subscription]):
    page = press(as_alice, rows, "suspend")
    assert "4 subscriptions are selected." in page
    assert "Their users lose access at once" in page
    assert all(row.name in page for row in rows)
    assert "It is suspended already." in page
    assert "It has not begun yet." in page
    assert now(rows) == ["active", "active", "suspended", "pending"]
    assert not ActivityEntry.objects.exists()


def test_it_does_it_to_each_and_tells_the_outcome(as_alice: Client, rows: list[Subscription]):
    page = confirm(as_alice, rows, "suspend")
    assert now(rows) == ["suspended", "suspended", "suspended", "pending"]
    assert "2 suspended." in page
    assert "1 unchanged." in page
    assert "1 refused: Site 3 – It has not begun yet." in page


def test_it_leaves_an_entry_for_each_row_of_one_request(as_alice: Client, rows: list[Subscription]):
    confirm(as_alice, rows, "suspend")
    entries = ActivityEntry.objects.order_by("resource_id")
    changed = sorted([rows[0], rows[1], rows[3]], key=lambda row: str(row.pk))
    assert [entry.resource_id for entry in entries] == [str(row.pk) for row in changed]
    assert sorted(entry.status for entry in entries) == ["failed", "succeeded", "succeeded"]
    assert len({entry.correlation_id for entry in entries}) == 1
    assert entries[0].correlation_id


@pytest.mark.parametrize(
    ("action", "field", "expected"),
    [
        ("reactivate", "status", "active"),
        ("auto-renew-on", "auto_renew", True),
        ("auto-renew-off", "auto_renew", False),
    ],
)
def test_it_knows_other_things_to_do(
    as_alice: Client, acme: Customer, action: str, field: str, expected: object
):
    status = "suspended" if action == "reactivate" else "active"
    row = make_subscription(acme, status=status, auto_renew=action == "auto-renew-off")
    confirm(as_alice, [row], action)
    row.refresh_from_db()
    assert getattr(row, field) == expected


def test_it_does_not_do_again_what_was_done_meanwhile(as_alice: Client, rows: list[Subscription]):
    Subscription.objects.filter(pk=rows[0].pk).update(version=5)
    page = confirm(as_alice, rows[:2], "suspend")
    assert now(rows[:2]) == ["active", "suspended"]
    assert "1 refused: Site 0 – Someone else has changed this in the meantime." in page


@pytest.mark.parametrize("seen", ["", "²", "-1", "1.0", "9" * 5000])
def test_it_does_nothing_where_it_is_not_known_what_was_seen(
    as_alice: Client, rows: list[Subscription], seen: str
):
    versions = {f"version-{rows[0].pk}": rows[0].version, f"version-{rows[1].pk}": seen}
    said = {"row": [str(row.pk) for row in rows[:2]], "action": "suspend", "confirmed": "1"}
    assert as_alice.post(BULK, said | versions).status_code == 400
    assert as_alice.post(BULK, said).status_code == 400
    assert now(rows[:2]) == ["active", "active"]


def test_it_asks_to_select_first(as_alice: Client, rows: list[Subscription]):
    assert "Select the subscriptions first." in press(as_alice, [], "suspend")


def test_it_goes_back_to_the_list_as_it_was(as_alice: Client, rows: list[Subscription]):
    back = f"{LIST}?status=active"
    said = {"row": rows[0].pk, "action": "suspend", "confirmed": "1", "next": back}
    said |= {f"version-{rows[0].pk}": rows[0].version}
    assert as_alice.post(BULK, said)["Location"] == back
    assert as_alice.post(BULK, said | {"next": "https://evil.example/"})["Location"] == LIST


def test_it_passes_over_what_is_not_there(as_alice: Client, rows: list[Subscription]):
    said = {"row": [str(uuid4()), str(rows[0].pk)], "action": "suspend"}
    assert "1 subscription is selected." in as_alice.post(BULK, said).content.decode()


@pytest.mark.parametrize(
    "said",
    [
        {"action": "explode"},
        {"action": "suspend", "row": "no-id"},
        {"action": "suspend", "row": [str(uuid4()) for _ in range(101)]},
    ],
)
def test_it_refuses_what_no_list_asks(as_alice: Client, db: None, said: dict[str, Any]):
    assert as_alice.post(BULK, said).status_code == 400


def test_it_has_no_boxes_for_who_may_not(as_bob: Client, rows: list[Subscription]):
    assert 'form="bulk"' not in as_bob.get(LIST).content.decode()
    assert as_bob.post(BULK, {"row": rows[0].pk, "action": "suspend"}).status_code == 403
    assert now(rows[:1]) == ["active"]


def test_it_needs_no_more_than_its_permission(as_bob: Client, bob: User, rows: list[Subscription]):
    bob.user_permissions.add(Permission.objects.get(codename="manage_lifecycle"))
    confirm(as_bob, rows[:1], "suspend")
    assert now(rows[:1]) == ["suspended"]
