"""Fills in the forms of the pages as staff would, with what there is to change."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from customers.admin.ordering.catalogue import key_of
from customers.models import Customer, Product, Referral, Subscription
from customers.services import Actor
from customers.services.orders import NewSubscription, place_order
from tests.customers.operations_table.making import (
    end_relationship,
    license_to,
    make_user,
    pending,
    running,
    sold,
    suspended,
    trial_product,
    trying,
)
from tests.customers.watching import watched


class World:
    """Of each kind one that can be changed, and one that cannot."""

    def __init__(self, customer: Customer) -> None:
        self.customer = customer
        Customer.objects.filter(pk=customer.pk).update(country="DE", email="a@mueller.example")
        self.former = end_relationship(
            Customer.objects.create(name="Contoso AG", domain="contoso.example")
        )
        self.product = sold(sku="E3", name="Microsoft 365 E3")
        self.other_product = sold(sku="E5", name="Microsoft 365 E5", list_price="54.75")
        self.trial_product = trial_product(sku="TRIAL", converts_to=self.product)
        self.untried = trial_product(sku="UNTRIED", converts_to=self.product)
        self.running = running(customer, product=self.product)
        self.suspended = suspended(customer, product=self.product)
        self.trial = trying(customer, product=self.trial_product)
        self.pending = pending(customer, product=self.product)
        self.user = license_to(make_user(customer), self.running)
        self.deleted = make_user(
            customer, state="inactive", soft_deleted_at=timezone.now(), display_name="Jan Jansen"
        )
        self.without = make_user(customer, display_name="Bea Berg")
        self.referral = Referral.objects.create(customer=customer, name="50 seats")
        line = NewSubscription(
            product_id=self.product.pk, quantity=1, term="P1Y", billing_cycle="monthly"
        )
        actor = Actor(application="test")
        self.order = place_order(actor=actor, customer_id=customer.pk, lines=[line])

    def keys(self, route: str) -> list[dict[str, Any]]:
        """For the parameters of a route: each of these things that it can be about."""
        rows: dict[str, tuple[Any, ...]] = {
            "subscription": (self.running, self.suspended, self.trial, self.pending),
            "customeruser": (self.user, self.deleted, self.without),
            "customer": (self.customer, self.former),
            "product": (self.product, self.trial_product),
            "referral": (self.referral,),
            "order": (self.order,),
        }
        model = route.split("/")[3]
        name = route[route.index("<") + 1 : route.index(">")].split(":")[-1]
        return [{name: row.pk} for row in rows[model]]


TYPED = {
    "name": "Contoso GmbH",
    "domain": "contoso.de",
    "country": "AT",
    "usage_location": "AT",
    "culture": "de-AT",
    "currency": "CHF",
    "email": "neu@contoso.example",
    "user_principal_name": "neu@contoso.example",
    "sku": "NEW",
    "quantity": "12",
    "partner_on_record": "4847383",
}


def filled(form: forms.BaseForm) -> dict[str, Any]:
    """Another value in each field."""
    data = {}
    for name, field in form.fields.items():
        old = form[name].value()
        value = old if field.widget.is_hidden else another(name, field, old)
        if value not in (None, False):
            data[form.add_prefix(name)] = value
    return data


def another(name: str, field: forms.Field, old: Any) -> Any:
    if isinstance(field, forms.BooleanField):
        return not old
    if isinstance(field, forms.MultipleChoiceField):
        return [key for key in keys_of(field) if key not in (old or ())][:1]
    if isinstance(field, forms.ChoiceField):
        keys = keys_of(field)
        return next((key for key in keys if key not in ("", str(old or ""))), old or "")
    if isinstance(field, forms.DecimalField | forms.IntegerField):
        return TYPED.get(name) or str(int(float(old or 0)) + 1)
    if isinstance(field, forms.DateField):
        return f"{timezone.now() + timedelta(days=40):%Y-%m-%d}"
    return TYPED.get(name) or f"{old or 'Neu'} 2"


def keys_of(field: forms.ChoiceField) -> list[str]:
    """What can be chosen, also in groups."""
    keys = []
    choices: Any = field.choices
    for key, label in choices:
        chosen = [key for key, _label in label] if isinstance(label, list) else [key]
        keys += [str(getattr(key, "value", key)) for key in chosen]
    return keys


def form_of(response: Any) -> forms.BaseForm | None:
    found = (getattr(response, "context", None) or {}).get("form")
    return found if isinstance(found, forms.BaseForm) else None


def errors_of(response: Any) -> Any:
    form = form_of(response)
    lines = (getattr(response, "context", None) or {}).get("lines")
    return (form.errors.as_json() if form else "", lines.errors if lines else "")


def unchanged(form: forms.BaseForm) -> dict[str, Any]:
    return {
        form.add_prefix(name): value
        for name in form.fields
        if (value := form[name].value()) not in (None, False)
    }


def post_form(client: Client, name: str, *keys: Any, query: str = "", **typed: Any) -> None:
    address = reverse(f"admin:customers_{name}", args=keys) + query
    form = form_of(client.get(address))
    assert form, address
    response = client.post(address, filled(form) | typed)
    assert response.status_code == 302, errors_of(response)


def order_data(world: World, **head: str) -> dict[str, str]:
    items: tuple[Product | Subscription, ...] = (world.product, world.running)
    lines = {
        f"lines-{place}-{name}": value
        for place, item in enumerate(items)
        for name, value in {
            "item": key_of(item),
            "quantity": "3",
            "term": "P1Y",
            "billing_cycle": "monthly",
            "name": "",
        }.items()
    }
    return lines | {"lines-TOTAL_FORMS": "2", "lines-INITIAL_FORMS": "0"} | head


def place(client: Client, world: World) -> None:
    address = reverse("admin:customers_customer_order", args=[world.customer.pk])
    form = form_of(client.get(address))
    assert form
    data = unchanged(form) | order_data(world)
    with watched():
        assert client.post(address, data).status_code == 200
    response = client.post(address, data | {"place": "1"})
    assert response.status_code == 302, errors_of(response)


def order_trial(client: Client, world: World) -> None:
    """As those do who may order nothing else: one trial, which says itself how many seats."""
    address = reverse("admin:customers_customer_order", args=[world.customer.pk])
    form = form_of(client.get(address))
    assert form
    line = {"lines-TOTAL_FORMS": "1", "lines-INITIAL_FORMS": "1"}
    line["lines-0-item"] = key_of(world.untried)
    response = client.post(address, unchanged(form) | line | {"place": "1"})
    assert response.status_code == 302, errors_of(response)


def bulk(client: Client, world: World) -> None:
    address = reverse("admin:customers_subscription_bulk")
    rows = [str(row.pk) for row in (world.running, world.suspended, world.trial)]
    for action in ("suspend", "reactivate", "auto-renew-off", "auto-renew-on"):
        data = {"action": action, "row": rows}
        with watched():
            assert client.post(address, data).status_code == 200
        seen = {
            f"version-{row.pk}": row.version for row in Subscription.objects.filter(pk__in=rows)
        }
        assert client.post(address, data | seen | {"confirmed": "1"}).status_code == 302


def drive(client: Client, world: World) -> None:
    """Everything that staff can do, in an order in which it can be done."""
    held, customer, user = world.running.pk, world.customer.pk, world.user.pk
    for page in ("quantity", "rename", "auto_renew", "upgrade"):
        with watched():
            post_form(client, f"subscription_{page}", held)
    with watched():
        post_form(client, "subscription_renewal", held, term="P3Y", billing_cycle="annual")
    with watched():
        post_form(client, "subscription_suspend", held)
    for key in (held, world.suspended.pk):
        with watched():
            post_form(client, "subscription_reactivate", key)
    with watched():
        post_form(client, "subscription_convert", world.trial.pk, term="P1Y", quantity="20")
    with watched():
        post_form(client, "subscription_cancel", world.trial.pk)
    without = [str(world.without.pk)]
    for query in ("", "?do=revoke"):
        with watched():
            post_form(client, "subscription_licenses", held, query=query, users=without)
    for page in ("edit", "rename", "licenses", "remove", "restore"):
        with watched():
            post_form(client, f"customeruser_{page}", user)
    with watched():
        post_form(client, "customer_add_user", customer, user_principal_name="n@contoso.example")
    with watched():
        place(client, world)
    with watched():
        bulk(client, world)
    for page in ("name", "company", "billing", "qualification"):
        with watched():
            post_form(client, f"customer_{page}", customer)
    with watched():
        post_form(client, "customer_request", world.former.pk)
    with watched():
        post_form(client, "customer_remove", world.former.pk)
    with watched():
        post_form(client, "referral_edit", world.referral.pk, status="New", substatus="Received")
    with watched():
        post_form(client, "referral_add", status="New", substatus="Pending")
    sold: dict[str, Any] = {"terms": ["P1Y"], "maximum_quantity": "400"}
    with watched():
        post_form(client, "product_edit", world.other_product.pk, **sold)
    with watched():
        post_form(client, "product_add", sku="NEWER", **sold)
