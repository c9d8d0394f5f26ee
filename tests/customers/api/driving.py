"""Everything that a program can do with customers, in an order in which it can be done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.test import Client

from tests.customers.api.calls import send
from tests.customers.watching import watched

if TYPE_CHECKING:
    from tests.customers.driving import World

Step = tuple[str, str, Any]


def steps(world: World) -> list[Step]:
    held, customer = f"subscriptions/{world.running.pk}/", f"customers/{world.customer.pk}/"
    user, trial = f"customer-users/{world.user.pk}/", f"subscriptions/{world.trial.pk}/"
    term = {"term": "P1Y", "billing_cycle": "monthly"}
    without = {"users": [str(world.without.pk)]}
    lines = [
        {"product": str(world.product.pk), "quantity": 3, **term},
        {"subscription": str(world.running.pk), "quantity": 2},
    ]
    return [
        ("patch", held, {"quantity": 12, "name": "Büro Köln", "auto_renew": False}),
        ("post", f"{held}upgrade/", {"product": str(world.other_product.pk)}),
        ("patch", held, {"renewal_term": "P3Y", "renewal_billing_cycle": "annual"}),
        ("post", f"{held}suspend/", None),
        ("post", f"{held}reactivate/", {}),
        ("post", f"{trial}convert-trial/", {"quantity": 20, **term}),
        ("post", f"{trial}cancel/", None),
        ("post", f"{held}licenses/assign/", without),
        ("post", f"{held}licenses/revoke/", without),
        ("patch", user, {"first_name": "Änne", "user_principal_name": "a@contoso.example"}),
        ("post", f"{user}licenses/", {"remove": [str(world.running.pk)]}),
        ("delete", user, None),
        ("post", f"{user}restore/", None),
        (
            "post",
            f"{customer}users/",
            {"user_principal_name": "n@contoso.example", "first_name": "Nora"},
        ),
        ("post", f"{customer}orders/", {"lines": lines, "partner_on_record": "4847383"}),
        ("post", f"{customer}trials/", {"product": str(world.untried.pk)}),
        (
            "patch",
            customer,
            {
                "name": "Contoso SE",
                "domain": "contoso-se.example",
                "city": "Köln",
                "qualification": "nonprofit",
            },
        ),
        ("post", f"customers/{world.former.pk}/request-relationship/", None),
        ("post", f"customers/{world.former.pk}/remove-relationship/", None),
        ("post", "customers/", {"name": "Neu AG", "domain": "neu.example", "country": "DE"}),
        ("post", "products/", {"name": "Visio", "sku": "VISIO", "list_price": "14.50"}),
        ("patch", f"products/{world.other_product.pk}/", {"list_price": "60.00"}),
        ("post", "referrals/", {"name": "Seats", "customer": str(world.customer.pk)}),
        (
            "patch",
            f"referrals/{world.referral.pk}/",
            {"status": "Active", "substatus": "Accepted"},
        ),
    ]


def drive(program: Client, world: World) -> None:
    """Each step is watched: it writes by services only, and tells all that it changes."""
    for method, address, body in steps(world):
        with watched():
            answer = send(program, method, address, body)
        assert answer.status_code in (200, 201), (address, answer.content)
        assert answer.headers["Content-Type"] == "application/json"
