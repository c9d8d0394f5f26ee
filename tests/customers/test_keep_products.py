"""The catalogue: listed, shown, added to, changed."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from activitylog.models import ActivityEntry
from customers.models import Product
from tests.customers.addresses import url
from tests.customers.making import make_product

if TYPE_CHECKING:
    from portal.models import User

VISIO: dict[str, Any] = {
    "name": "Visio Plan 2",
    "sku": "CFQ7TTC0HD32:0002",
    "family": "Visio",
    "minimum_quantity": "1",
    "maximum_quantity": "300",
    "terms": ["P1M", "P1Y"],
    "billing_cycles": ["monthly"],
    "is_available": "on",
    "list_price": "14.40",
    "currency": "EUR",
}
ADD = "/admin/customers/product/add/"


def recorded() -> list[tuple[str, str]]:
    return list(ActivityEntry.objects.order_by("id").values_list("action", "status"))


@pytest.fixture
def keeper(bob: User) -> User:
    """Bob, who keeps the catalogue."""
    codenames = ("view_product", "manage_product")
    bob.user_permissions.add(*Permission.objects.filter(codename__in=codenames))
    return bob


def test_the_list_says_what_is_sold_and_at_which_price(as_alice: Client, db: None):
    make_product(list_price=Decimal("32.10"), terms=["P1Y"], maximum_quantity=300)
    make_product(name="Old plan", is_available=False, is_trial=True)
    html = as_alice.get(reverse("admin:customers_product_changelist")).content.decode()
    for text in ("32.10 EUR", "1 year", "1 – 300", "Can be ordered", "No longer sold", "Trial"):
        assert text in html


def test_a_page_shows_what_a_trial_becomes(as_alice: Client, db: None):
    paid = make_product(name="Paid plan")
    html = as_alice.get(url(make_product(is_trial=True, converts_to=paid))).content.decode()
    assert "Paid plan" in html
    assert url(paid) in html


def test_a_product_is_added(as_bob: Client, keeper: User):
    answer = as_bob.post(ADD, VISIO)
    product = Product.objects.get()
    assert answer["Location"] == url(product)
    assert (product.terms, product.billing_cycles) == (["P1M", "P1Y"], ["monthly"])
    assert (product.list_price, product.is_available) == (Decimal("14.40"), True)
    assert recorded() == [("create_product", "succeeded")]


def test_a_known_sku_is_refused_beside_the_field(as_bob: Client, keeper: User):
    make_product(sku=VISIO["sku"])
    answer = as_bob.post(ADD, VISIO)
    assert answer.context["form"].errors == {"sku": ["Another product has this SKU."]}


def test_crossed_limits_are_refused_beside_the_field(as_bob: Client, keeper: User):
    answer = as_bob.post(ADD, VISIO | {"minimum_quantity": "400"})
    assert list(answer.context["form"].errors) == ["maximum_quantity"]


def test_no_family_is_called_like_the_code_of_none(as_bob: Client, keeper: User):
    answer = as_bob.post(ADD, VISIO | {"family": " - "})
    [reason] = answer.context["form"].errors["family"]
    assert "the code of products without a family" in reason
    assert not Product.objects.exists()


def test_a_product_is_changed(as_bob: Client, keeper: User):
    product = make_product(sku=VISIO["sku"])
    target = make_product(name="Target")
    values = VISIO | {"is_trial": "on", "converts_to": target.pk, "version": product.version}
    answer = as_bob.post(url(product, "edit"), values)
    assert answer["Location"] == url(product)
    product.refresh_from_db()
    assert (product.name, product.converts_to) == ("Visio Plan 2", target)
    assert recorded() == [("update_product", "succeeded")]


def test_saving_what_the_page_shows_changes_nothing(as_bob: Client, keeper: User):
    product = make_product(list_price=Decimal("3.50"))
    form = as_bob.get(url(product, "edit")).context["form"]
    shown = {name: form[name].value() for name in form.fields}
    sent = {name: value for name, value in shown.items() if value not in (None, False)}
    as_bob.post(url(product, "edit"), sent)
    assert recorded() == []
    product.refresh_from_db()
    assert product.version == 1


def test_who_may_only_look_is_offered_nothing(as_bob: Client, keeper: User):
    product = make_product()
    assert url(product, "edit") in as_bob.get(url(product)).content.decode()
    keeper.user_permissions.remove(Permission.objects.get(codename="manage_product"))
    assert url(product, "edit") not in as_bob.get(url(product)).content.decode()
    assert as_bob.get(url(product, "edit")).status_code == 403
    assert as_bob.post(ADD, VISIO).status_code == 403
