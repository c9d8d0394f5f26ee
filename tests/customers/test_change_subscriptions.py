"""Small pages that change one subscription: each says what will happen, then does it once."""

from __future__ import annotations

from datetime import timedelta
from html import unescape
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from activitylog.models import ActivityEntry
from customers.models import Customer, Subscription
from customers.terms import CANCELLATION_WINDOW
from tests.customers.making import make_product, make_subscription

if TYPE_CHECKING:
    from customers.models import Product
    from portal.models import User


def address(subscription: Subscription, name: str) -> str:
    return reverse(f"admin:customers_subscription_{name}", args=[subscription.pk])


def own_page(subscription: Subscription) -> str:
    return address(subscription, "change")


def opened(client: Client, subscription: Subscription, name: str) -> str:
    return unescape(client.get(address(subscription, name)).content.decode())


def sent(client: Client, subscription: Subscription, page: str, **said: Any) -> str:
    """The page that one sees after pressing the button, having seen the row as it was at first."""
    said = {"version": 1} | said
    answer = client.post(address(subscription, page), said, follow=True)
    assert answer.status_code == 200
    subscription.refresh_from_db()
    return unescape(answer.content.decode())


def statuses() -> list[str]:
    return list(ActivityEntry.objects.order_by("id").values_list("status", flat=True))


@pytest.fixture
def product(db: None) -> Product:
    return make_product(name="Microsoft 365 E3", maximum_quantity=300, list_price="32.10")


@pytest.fixture
def held(acme: Customer, product: Product) -> Subscription:
    """Sixty seats, bought long ago; four of them are assigned."""
    return make_subscription(
        acme,
        product=product,
        quantity=60,
        unit_price="32.10",
        assigned_quantity=4,
        commitment_end_at=timezone.now() + timedelta(days=90),
    )


@pytest.fixture
def trial(acme: Customer, product: Product) -> Subscription:
    offer = make_product(name="E3 trial", is_trial=True, converts_to=product)
    return make_subscription(acme, product=offer, is_trial=True, billing_cycle="none", term="P1M")


def test_it_says_what_the_seats_cost(as_alice: Client, held: Subscription):
    page = opened(as_alice, held, "quantity")
    assert "It costs 60 × 32.10 EUR = 1,926.00 EUR a month, list price before tax." in page
    assert "4 seats are assigned." in page
    assert "No seats can be given back now" in page


def test_it_says_how_many_seats_can_be_given_back(as_alice: Client, held: Subscription):
    until = timezone.now() + CANCELLATION_WINDOW
    held.refundable = [{"quantity": 7, "allowed_until": until.isoformat()}]
    held.save()
    assert "7 seats can be given back" in opened(as_alice, held, "quantity")


def test_it_changes_the_quantity(as_alice: Client, held: Subscription):
    page = sent(as_alice, held, "quantity", quantity=72)
    assert held.quantity == 72
    assert "Quantity changed to 72." in page
    assert f"<h1>{held.name}</h1>" in page
    assert ActivityEntry.objects.get().action == "update_subscription"


def test_it_says_that_nothing_has_changed(as_alice: Client, held: Subscription):
    assert "Nothing has changed." in sent(as_alice, held, "quantity", quantity=60)
    assert statuses() == []


def test_it_shows_a_refusal_at_its_field_and_records_it(as_alice: Client, held: Subscription):
    page = sent(as_alice, held, "quantity", quantity=301)
    assert held.quantity == 60
    assert 'aria-describedby="id_quantity_error"' in page
    assert 'id="id_quantity_error"' in page
    assert "sold in quantities from 1 to 300" in page
    assert 'value="301"' in page
    assert "It costs 60 × 32.10 EUR" in page
    assert '<a href="#id_quantity">Go to Quantity</a>' in page
    assert page.count('role="alert"') == 1
    assert "<title>Error: " in page
    assert statuses() == ["failed"]


@pytest.mark.parametrize("typed", ["", "many", "0", "-3", "1.5", str(2**80)])
def test_it_asks_for_a_number(as_alice: Client, held: Subscription, typed: str):
    page = sent(as_alice, held, "quantity", quantity=typed)
    assert held.quantity == 60
    assert 'aria-invalid="true"' in page
    assert set(statuses()) <= {"failed"}


def test_it_does_not_apply_a_second_click(as_alice: Client, held: Subscription):
    sent(as_alice, held, "quantity", quantity=72)
    page = sent(as_alice, held, "quantity", quantity=72)
    assert held.version == 2
    assert "Someone else has changed this in the meantime." in page


def test_it_shows_what_holds_now_beside_what_was_typed(as_alice: Client, held: Subscription):
    Subscription.objects.filter(pk=held.pk).update(quantity=65, version=2)
    page = sent(as_alice, held, "quantity", quantity=72)
    assert held.quantity == 65
    assert 'value="72"' in page
    assert "Now: 65" in page
    assert 'name="version" value="2"' in page
    assert "Quantity changed to 72." in sent(as_alice, held, "quantity", quantity=72, version=2)


@pytest.mark.parametrize("version", ["", "none", None])
def test_it_wants_to_know_what_was_seen(as_alice: Client, held: Subscription, version: str | None):
    said = {} if version is None else {"version": version}
    page = as_alice.post(address(held, "quantity"), {"quantity": 72} | said).content.decode()
    held.refresh_from_db()
    assert held.quantity == 60
    assert 'role="alert"' in page


@pytest.mark.parametrize(
    ("name", "before", "said", "field", "after"),
    [
        ("suspend", {}, {}, "status", "suspended"),
        ("reactivate", {"status": "suspended"}, {}, "status", "active"),
        ("auto_renew", {}, {}, "auto_renew", False),
        ("auto_renew", {"auto_renew": False}, {}, "auto_renew", True),
        ("rename", {}, {"name": "Büro Köln"}, "name", "Büro Köln"),
        ("renewal", {}, {"term": "P3Y", "billing_cycle": "monthly"}, "renewal_term", "P3Y"),
        ("cancel", {}, {}, "status", "deleted"),
    ],
)
def test_it_does_what_the_page_says(
    as_alice: Client, acme: Customer, name: str, before: Any, said: Any, field: str, after: object
):
    now = timezone.now()
    window = {"cancellation_allowed_until_at": now + timedelta(days=2)}
    held = make_subscription(acme, commitment_end_at=now + timedelta(days=90), **window, **before)
    assert 'type="submit"' in opened(as_alice, held, name)
    sent(as_alice, held, name, **said)
    assert getattr(held, field) == after
    assert statuses() == ["succeeded"]


def test_it_says_what_suspending_means(as_alice: Client, held: Subscription):
    page = opened(as_alice, held, "suspend")
    assert "4 users lose access at once. Their licenses are kept." in page
    assert "It is billed on: 60 × 32.10 EUR = 1,926.00 EUR a month" in page
    assert "it ends on" in page


def test_it_converts_a_trial(as_alice: Client, trial: Subscription, product: Product):
    page = opened(as_alice, trial, "convert")
    assert "It becomes Microsoft 365 E3 today" in page
    assert "32.10 EUR a month" in page
    said = {"quantity": 5, "term": "P1Y", "billing_cycle": "monthly"}
    assert "5 × 32.10 EUR = 160.50 EUR a month" in sent(as_alice, trial, "convert", **said)
    assert (trial.is_trial, trial.product, trial.quantity) == (False, product, 5)


def test_it_upgrades_to_a_better_product(as_alice: Client, held: Subscription):
    better = make_product(name="Microsoft 365 E5", list_price="54.75")
    page = opened(as_alice, held, "upgrade")
    assert "+1,359.00 EUR a month" in page
    sent(as_alice, held, "upgrade", product=str(better.pk))
    assert held.product == better


@pytest.mark.parametrize("name", ["quantity", "convert", "upgrade", "renewal", "suspend"])
def test_it_has_no_button_where_there_is_nothing_to_do(as_alice: Client, acme: Customer, name: str):
    over = make_subscription(acme, status="expired")
    page = opened(as_alice, over, name)
    assert 'class="note warn"' in page
    assert "btn primary" not in page
    assert "destructive" not in page


def test_it_leads_back_to_where_one_came_from(as_alice: Client, acme: Customer, held: Subscription):
    page = reverse("admin:customers_customer_subscriptions", args=[acme.pk])
    assert f'name="next" value="{page}"' in opened_at(as_alice, held, page)
    said = {"version": 1, "name": "Other", "next": page}
    assert as_alice.post(address(held, "rename"), said)["Location"] == page


def opened_at(client: Client, held: Subscription, back: str) -> str:
    return client.get(address(held, "rename"), {"next": back}).content.decode()


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:x"])
def test_it_leads_nowhere_else(as_alice: Client, held: Subscription, elsewhere: str):
    assert elsewhere not in opened_at(as_alice, held, elsewhere)
    said = {"version": 1, "name": "Other", "next": elsewhere}
    assert as_alice.post(address(held, "rename"), said)["Location"] == own_page(held)


def test_it_is_closed_to_who_may_not(as_bob: Client, held: Subscription):
    assert as_bob.get(address(held, "quantity")).status_code == 403
    assert as_bob.post(address(held, "quantity"), {"quantity": 5}).status_code == 403
    held.refresh_from_db()
    assert held.quantity == 60


def test_it_is_closed_to_who_may_not_see_it(as_bob: Client, bob: User, held: Subscription):
    bob.user_permissions.set(Permission.objects.filter(codename="change_quantity"))
    assert as_bob.get(address(held, "quantity")).status_code == 403


def test_it_does_not_know_other_ids(as_alice: Client, db: None):
    url = reverse("admin:customers_subscription_quantity", args=[uuid4()])
    assert as_alice.get(url).status_code == 404
    assert as_alice.post(url, {"quantity": 5, "version": 1}).status_code == 404


def test_it_is_never_kept_by_a_browser(as_alice: Client, held: Subscription):
    assert "no-store" in as_alice.get(address(held, "quantity"))["Cache-Control"]


def test_it_shows_text_and_never_runs_it(as_alice: Client, held: Subscription):
    hostile = '"><img src=x onerror=alert(1)>'
    answer = as_alice.post(address(held, "rename"), {"version": 9, "name": hostile})
    assert "<img src=x" not in answer.content.decode()
