"""A new order: lines are filled in, checked with what they cost, and placed once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from html import unescape
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from activitylog.models import ActivityEntry
from customers.admin.ordering import catalogue
from customers.models import Customer, Order, Product, Subscription
from portal.models import User
from tests.customers.making import make_product, make_subscription
from tests.signing_in import signed_in

if TYPE_CHECKING:
    from django.db.models import Model


def address(customer: Customer) -> str:
    return reverse("admin:customers_customer_order", args=[customer.pk])


def key(item: Model) -> str:
    return f"{item._meta.model_name}:{item.pk}"


def line(item: Model | str, **said: Any) -> dict[str, Any]:
    chosen = item if isinstance(item, str) else key(item)
    return {"item": chosen, "quantity": 5, "term": "P1Y", "billing_cycle": "monthly"} | said


def form(*lines: dict[str, Any], **said: Any) -> dict[str, Any]:
    """What the browser sends."""
    data = {"lines-TOTAL_FORMS": len(lines), "lines-INITIAL_FORMS": 1, "order_id": str(uuid4())}
    for place, values in enumerate(lines):
        data |= {f"lines-{place}-{name}": value for name, value in values.items()}
    return data | said


def press(client: Client, customer: Customer, button: str, data: dict[str, Any]) -> str:
    answer = client.post(address(customer), data | {button: "1"}, follow=True)
    assert answer.status_code == 200
    return unescape(answer.content.decode())


@pytest.fixture
def e3(db: None) -> Product:
    return make_product(name="Microsoft 365 E3", list_price="32.10", maximum_quantity=300)


@pytest.fixture
def trial(db: None) -> Product:
    return make_product(
        name="E5 trial",
        is_trial=True,
        terms=["P1M"],
        billing_cycles=["none"],
        minimum_quantity=25,
        maximum_quantity=25,
    )


def agent(role: str) -> Client:
    user = User.objects.create_user(role, is_staff=True)
    user.groups.add(Group.objects.get(name=role))
    return signed_in(user)


def test_it_offers_products_by_family_with_prices(as_alice: Client, acme: Customer, e3: Product):
    make_product(name="Retired", is_available=False)
    held = make_subscription(acme, product=e3, name="Büro", unit_price="30.00")
    page = unescape(as_alice.get(address(acme)).content.decode())
    assert '<optgroup label="Microsoft 365">' in page
    assert "Microsoft 365 E3 · 32.10 EUR" in page
    assert f'value="{key(held)}"' in page
    assert "Retired" not in page


def test_it_checks_an_order_without_placing_it(as_alice: Client, acme: Customer, e3: Product):
    page = press(as_alice, acme, "check", form(line(e3), line(e3, quantity=1, name="Lager")))
    assert "160.50 EUR" in page
    assert "1,926.00 EUR" in page
    assert "192.60 EUR" in page
    assert "2,311.20 EUR" in page
    assert 'name="place"' in page
    assert not Order.objects.exists()
    assert not Subscription.objects.exists()
    assert not ActivityEntry.objects.exists()


def test_it_places_an_order_of_several_products(as_alice: Client, acme: Customer, e3: Product):
    held = make_subscription(acme, product=e3, name="Büro", quantity=10)
    page = press(
        as_alice, acme, "place", form(line(e3, name="Lager"), line(held), partner_on_record="4711")
    )
    order = Order.objects.get()
    assert f"Order {order} is placed: 2 lines" in page
    assert f"<h1>Order {order}</h1>" in page
    assert (order.partner_on_record, order.lines.count()) == ("4711", 2)
    held.refresh_from_db()
    assert held.quantity == 15
    assert ActivityEntry.objects.get().action == "create_order"


def test_it_places_an_order_once_however_often_one_clicks(
    as_alice: Client, acme: Customer, e3: Product
):
    data = form(line(e3))
    press(as_alice, acme, "place", data)
    order = Order.objects.get()
    assert f"<h1>Order {order}</h1>" in press(as_alice, acme, "place", data)
    assert Order.objects.count() == ActivityEntry.objects.count() == 1


def test_it_begins_later_if_wished(as_alice: Client, acme: Customer, e3: Product):
    day = (timezone.now().astimezone(UTC) + timedelta(days=10)).date()
    assert "It begins on" in press(as_alice, acme, "check", form(line(e3), starts_at=str(day)))
    press(as_alice, acme, "place", form(line(e3), starts_at=str(day)))
    subscription = Subscription.objects.get()
    assert subscription.status == "pending"
    assert subscription.current_state_end_at == datetime(day.year, day.month, day.day, tzinfo=UTC)


@pytest.mark.parametrize("day", ["2020-01-01", "tomorrow"])
def test_it_begins_no_earlier_than_today(as_alice: Client, acme: Customer, e3: Product, day: str):
    page = press(as_alice, acme, "check", form(line(e3), starts_at=day))
    assert 'id="id_starts_at_error"' in page
    assert f'value="{day}"' in page


def test_it_shows_a_refusal_at_the_field_of_its_line(as_alice: Client, acme: Customer, e3: Product):
    data = form(line(e3), line(""), line(e3, quantity=301))
    for button, failed in (("check", 0), ("place", 1)):
        page = press(as_alice, acme, button, data)
        assert 'id="id_lines-2-quantity_error"' in page
        assert "sold in quantities from 1 to 300" in page
        assert '<a href="#id_lines-2-quantity">' in page
        assert page.count("op-error") == 1
        assert ActivityEntry.objects.filter(status="failed").count() == failed
    assert not Order.objects.exists()


def test_it_tells_at_the_product_what_is_wrong_with_it(
    as_alice: Client, acme: Customer, trial: Product
):
    make_subscription(acme, product=trial, is_trial=True)
    page = press(as_alice, acme, "place", form(line(trial, quantity=25)))
    assert 'id="id_lines-0-item_error"' in page
    assert "This customer has tried E5 trial already." in page


def test_it_adds_a_line_without_script(as_alice: Client, acme: Customer, e3: Product):
    page = press(as_alice, acme, "add", form(line(e3, quantity="many", name="Lager")))
    assert 'name="lines-TOTAL_FORMS" value="2"' in page
    assert 'name="lines-1-item"' in page
    assert 'value="many"' in page
    assert 'value="Lager"' in page
    assert f'value="{key(e3)}" data-terms="P1M P1Y P3Y"' in page
    assert "op-error" not in page


def test_it_removes_a_line_without_script(as_alice: Client, acme: Customer, e3: Product):
    data = form(line(e3, name="First"), line(e3, name="Second"), line(e3, name="Third"))
    page = press(as_alice, acme, "nothing", data | {"remove": "1"})
    assert 'name="lines-TOTAL_FORMS" value="2"' in page
    assert "Second" not in page
    assert page.index("First") < page.index("Third")


@pytest.mark.parametrize("button", ["add", "remove", "check", "place"])
@pytest.mark.parametrize("number", ["9" * 5000, "²", "-1"])
def test_it_reads_no_number_that_is_none(
    as_alice: Client, acme: Customer, e3: Product, button: str, number: str
):
    data = form(line(e3, name="Lager"))
    data |= {"lines-TOTAL_FORMS": number, button: number}
    answer = as_alice.post(address(acme), data)
    assert answer.status_code == 200
    assert 'value="Lager"' in answer.content.decode()
    assert not Order.objects.exists()


def test_it_goes_back_to_the_lines_as_they_were(as_alice: Client, acme: Customer, e3: Product):
    data = form(line(e3, quantity=7, name="Lager"), partner_on_record="4711")
    checked = press(as_alice, acme, "check", data)
    for text in ('value="7"', 'value="Lager"', 'value="4711"', data["order_id"]):
        assert text in checked
        assert text in press(as_alice, acme, "change", data)


@pytest.mark.parametrize("item", ["", "product:none", f"product:{uuid4()}", "Microsoft"])
def test_it_wants_at_least_one_product(as_alice: Client, acme: Customer, e3: Product, item: str):
    page = press(as_alice, acme, "place", form(line(item)))
    assert 'role="alert"' in page
    assert not Order.objects.exists()


def test_it_says_what_an_add_on_is_for(as_alice: Client, acme: Customer, e3: Product):
    phone = make_product(name="Teams Phone", is_add_on=True)
    held = make_subscription(acme, product=e3, name="Büro")
    page = press(as_alice, acme, "place", form(line(phone)))
    assert 'id="id_lines-0-parent_error"' in page
    press(as_alice, acme, "place", form(line(phone, parent=str(held.pk))))
    assert held.add_ons.get().product == phone


def test_it_takes_the_only_term_there_is(as_alice: Client, acme: Customer, trial: Product):
    press(as_alice, acme, "place", form(line(trial, quantity=25)))
    subscription = Subscription.objects.get()
    assert (subscription.term, subscription.billing_cycle) == ("P1M", "none")


def test_a_long_catalogue_is_typed_into(as_alice: Client, acme: Customer, e3: Product, monkeypatch):
    monkeypatch.setattr(catalogue, "MOST_LISTED", 0)
    page = unescape(as_alice.get(address(acme)).content.decode())
    assert f'<option value="Microsoft 365 E3 ({e3.sku})">' in page
    assert 'list="items"' in page
    for typed in (f"Microsoft 365 E3 ({e3.sku})", e3.sku):
        press(as_alice, acme, "place", form(line(typed)))
    assert Order.objects.count() == 2


def test_many_lines_share_one_list(as_alice: Client, acme: Customer, e3: Product):
    phone = make_product(name="Teams Phone", is_add_on=True)
    held = make_subscription(acme, product=e3, name="Büro")
    lines = [line(phone, parent=str(held.pk)) for _ in range(20)]
    few = press(as_alice, acme, "change", form(*lines))
    many = press(as_alice, acme, "add", form(*lines))
    assert (few.count("<datalist"), many.count("<datalist")) == (0, 2)
    # The twenty lines, and the one for the script; then both lists once for all.
    assert few.count(f'<option value="{held.pk}"') == 21
    assert many.count(f'<option value="Büro ({held.pk})"') == 1
    assert '<label for="id_lines-20-parent">' in many
    assert f'name="lines-3-item" type="text" value="Teams Phone ({phone.sku})"' in many
    assert f'name="lines-3-parent" type="text" value="Büro ({held.pk})"' in many
    typed = line(f"Teams Phone ({phone.sku})", parent=f"Büro ({held.pk})")
    again = press(as_alice, acme, "remove", form(typed, typed) | {"remove": "0"})
    assert f'<option value="{key(phone)}" data-terms' in again
    assert f'<option value="{held.pk}" selected' in again
    press(as_alice, acme, "place", form(*[typed] * 21))
    assert held.add_ons.count() == 21


def test_an_add_on_is_for_a_subscription_of_the_customer(
    as_alice: Client, acme: Customer, e3: Product
):
    phone = make_product(name="Teams Phone", is_add_on=True)
    theirs = make_subscription(Customer.objects.create(name="Other"), product=e3)
    page = press(as_alice, acme, "place", form(line(phone, parent=str(theirs.pk))))
    assert 'id="id_lines-0-parent_error"' in page
    assert not Order.objects.exists()


def test_five_hundred_lines_fit_in_a_page(as_alice: Client, acme: Customer, e3: Product):
    make_product(name="Teams Phone", is_add_on=True)
    for number in range(50):
        make_subscription(acme, product=e3, name=f"Site {number}")
    lines = [line(e3, name=f"Lager {number}") for number in range(500)]
    answer = as_alice.post(address(acme), form(*lines) | {"add": "1"})
    page = answer.content.decode()
    assert len(answer.content) < 1_000_000
    assert page.count("<legend>") == 500 + 1
    assert "An order has between 1 and 500 lines." in page
    page = press(as_alice, acme, "check", form(*lines, line(e3)))
    assert "An order has between 1 and 500 lines." in page


@pytest.mark.parametrize("count", [0, 1, 3, 999_999, 1_000_000_000])
@pytest.mark.parametrize("button", ["add", "check", "place"])
def test_it_answers_the_lines_that_are_there(
    as_alice: Client, acme: Customer, e3: Product, button: str, count: int
):
    data = form(line(e3, name="Lager"), line(e3, name="Büro")) | {"lines-TOTAL_FORMS": count}
    page = press(as_alice, acme, button, data)
    assert "The lines did not arrive as they were sent." in page
    assert 'name="lines-TOTAL_FORMS" value="2"' in page
    assert 'value="Lager"' in page
    assert 'value="Büro"' in page
    assert not Order.objects.exists()


def test_no_line_is_lost_in_a_gap(as_alice: Client, acme: Customer, e3: Product):
    data = form(line(e3)) | {"lines-TOTAL_FORMS": 2, "lines-400-item": key(e3)}
    page = press(as_alice, acme, "place", data)
    assert "The lines did not arrive as they were sent." in page
    assert not Order.objects.exists()


def test_a_user_management_admin_orders_trials_only(acme: Customer, e3: Product, trial: Product):
    client = agent("User management admin")
    page = client.get(address(acme)).content.decode()
    assert "E5 trial" in page
    assert "Microsoft 365 E3" not in page
    assert "Add a line" not in page
    press(client, acme, "place", form(line(e3)))
    assert not Order.objects.exists()
    page = press(client, acme, "place", form({"item": key(trial)}))
    assert Subscription.objects.get().quantity == 25
    assert "<h1>E5 trial</h1>" in page


def test_who_may_not_order_trials_is_offered_none(acme: Customer, e3: Product, trial: Product):
    client = agent("Helpdesk agent")
    page = client.get(address(acme)).content.decode()
    assert "Microsoft 365 E3" in page
    assert "E5 trial" not in page
    press(client, acme, "place", form(line(trial)))
    assert not Order.objects.exists()


def test_another_customers_subscription_is_not_enlarged(
    as_alice: Client, acme: Customer, e3: Product
):
    theirs = make_subscription(Customer.objects.create(name="Other"), product=e3, quantity=10)
    press(as_alice, acme, "place", form(line(theirs)))
    theirs.refresh_from_db()
    assert theirs.quantity == 10


def test_an_order_of_another_customer_is_not_shown(as_alice: Client, acme: Customer, e3: Product):
    other = Customer.objects.create(name="Other")
    data = form(line(e3))
    press(as_alice, other, "place", data)
    page = press(as_alice, acme, "place", data)
    assert "This order has been placed already." in page
    assert Order.objects.count() == 1


def test_it_is_closed_to_who_may_not(as_bob: Client, bob: User, acme: Customer):
    assert as_bob.get(address(acme)).status_code == 403
    bob.user_permissions.add(Permission.objects.get(codename="order_trial"))
    assert as_bob.post(address(acme), form()).status_code == 403


def test_it_does_not_know_other_customers(as_alice: Client, db: None):
    url = reverse("admin:customers_customer_order", args=[uuid4()])
    assert as_alice.get(url).status_code == 404


def test_it_shows_text_and_never_runs_it(as_alice: Client, acme: Customer):
    hostile = make_product(name="<img src=x onerror=alert(1)>")
    answer = as_alice.post(address(acme), form(line(hostile, name="<img src=x>")) | {"check": "1"})
    assert "<img src=x" not in answer.content.decode()


def test_three_hundred_lines_are_placed_at_once(as_alice: Client, acme: Customer, e3: Product):
    lines = [line(e3, quantity=1, name=f"Site {number}") for number in range(300)]
    page = press(as_alice, acme, "place", form(*lines))
    assert page.count("/admin/customers/subscription/") >= 300
    assert Order.objects.get().lines.count() == 300
