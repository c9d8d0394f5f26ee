"""Every address of the portal, with something real behind each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.urls import URLPattern, URLResolver, get_resolver

from activitylog.services import record_activity
from customers.models import Customer, CustomerUser, Order, OrderLine, Product, Referral
from customers.states import BillingCycle, LineKind, Term
from portal.models import ApiToken, User
from portal.tokens.secrets import digest_of
from tests.customers.making import make_subscription

HOSTILE = '<script>alert("x")</script>'
# One of each tab.
_CARDS = {
    "activity": "top_actions",
    "licenses": "license_adds",
    "revenue": "mrr_bridge",
}
_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
# Addresses that Django describes by regular expressions.
_EXPRESSIONS = (
    (re.compile(r"\^\(\?P<app_label>[^)]+\)/\$"), "customers/"),
    (re.compile(r"\^?\(\?P<(?:url|rest)>(?:\(\?s:\.\*\)|\.\*)\)\$"), "nothing/is/here/"),
)


def routes() -> dict[str, str]:
    """The route of each address by its name; those without a name are named by their route."""
    return dict(_walk(get_resolver(), "", "/"))


def _walk(resolver: URLResolver, namespace: str, before: str) -> Iterator[tuple[str, str]]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from _walk(pattern, inner, route)
        elif isinstance(pattern, URLPattern):
            yield (namespace + pattern.name if pattern.name else route), route


class Things:
    """One of each kind, for addresses to point at. What they are called is meant to hurt."""

    def __init__(self) -> None:
        self.customer = Customer.objects.create(name=f"Müller {HOSTILE}", country="DE")
        self.product = Product.objects.create(name=f"Premium {HOSTILE}", sku="CFQ7TTC0LCHC:0002")
        self.subscription = make_subscription(
            self.customer, product=self.product, name=f"Premium {HOSTILE}", quantity=25
        )
        self.order = Order.objects.create(
            customer=self.customer,
            alternate_id="6F3A90C1D2E4",
            billing_cycle=BillingCycle.MONTHLY,
            currency="EUR",
            total_price=0,
        )
        OrderLine.objects.create(
            order=self.order,
            line_number=0,
            kind=LineKind.NEW,
            product=self.product,
            subscription=self.subscription,
            name=f"Premium {HOSTILE}",
            quantity=25,
            term=Term.YEAR,
            billing_cycle=BillingCycle.MONTHLY,
        )
        self.customer_user = CustomerUser.objects.create(
            customer=self.customer,
            user_principal_name="frank@mueller.example",
            display_name=f"Frank {HOSTILE}",
            usage_location="DE",
        )
        self.referral = Referral.objects.create(customer=self.customer, name=f"Deal {HOSTILE}")
        self.entry = record_activity(
            "create_order",
            actor=None,
            application=HOSTILE,
            resource_type="order",
            resource_id=str(uuid4()),
            customer=self.customer,
            old_value={"Note": HOSTILE},
            new_value={"LineItems": [{"FriendlyName": HOSTILE, "Quantity": 25}]},
            details=[("Note", HOSTILE)],
        )
        self.user = User.objects.create_user("erin", first_name=HOSTILE, password="her password")
        self.token = ApiToken.objects.create(
            name=f"Backup {HOSTILE}",
            owner=self.user,
            scopes=["activity:read"],
            source="backup",
            digest=digest_of(HOSTILE),
            hint="pp_12345",
        )

    def parameters(self) -> dict[str, Any]:
        """What routes ask for, by name."""
        return {
            "key": self.entry.pk,
            "entry_id": self.entry.pk,
            "record_id": f"portal_{self.entry.pk}",
            "id": self.user.pk,
            "customer_id": self.customer.pk,
            "user_id": self.customer_user.pk,
            "referral_id": self.referral.pk,
            "product_id": self.product.pk,
            "subscription_id": self.subscription.pk,
            "order_id": self.order.pk,
            "token_id": self.token.pk,
            "content_type_id": ContentType.objects.get_for_model(Customer).pk,
            "object_id": self.customer.pk,
            "tenant": "partner.example",
            "card": "by_family",
        }

    def address(self, route: str) -> str:
        """The address of a route, of these things."""
        values = self.parameters()
        for thing in (
            self.product,
            self.customer_user,
            self.referral,
            self.subscription,
            self.order,
            self.user,
            self.token,
        ):
            if f"/{thing._meta.model_name}/" in route:
                values["object_id"] = values["key"] = thing.pk
        for tab, card in _CARDS.items():
            if f"/analytics/{tab}/" in route:
                values["card"] = card
        for expression, text in _EXPRESSIONS:
            route = expression.sub(text, route)
        return _PARAMETER.sub(lambda found: str(values[found[1]]), route)
