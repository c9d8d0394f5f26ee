"""Every page of the portal by a name of its own: one for each route, and more states of some."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import Model
from django.urls import reverse

from tests.browser.conftest import RELECLOUD
from tests.portal.addresses import routes

if TYPE_CHECKING:
    from tests.customers.driving import World

# What is no page for somebody who is signed in; a test asks each whether it is so.
LEFT_OUT = re.compile(
    r""".*_export                                     # a file
    |   .*_history | / | .*/<path:object_id>/ | admin:analytics_subscriptions  # leads on
    |   admin:(login | logout | view_on_site)
    |   .*_delete | .*(subscription|order|customeruser)_add  # refused to everyone
    |   .*_subscription_bulk | choose_language        # is posted to
    |   .*_activityentry_(customers | details | json | page_details)  # parts of a page, and data
    |   admin:(analytics | customers_subscriptionmovement)_customers
    |   admin:(autocomplete | jsi18n) | health
    |   /admin/\(\?P<url>\.\*\)\$                     # everything else: not found
    """,
    re.VERBOSE,
)
# The routes of programs; the page that documents them is for people.
FOR_PROGRAMS = re.compile(r"/(?!admin/|api/v1/docs/)(api|v1|auditactivity|.*oauth2)\b.*")

# What the form of a page can be filled in for; for other pages it is the first of its kind.
SUITED = {
    "admin:customers_subscription_reactivate": "suspended",
    "admin:customers_subscription_convert": "trial",
    "admin:customers_customeruser_restore": "deleted",
    "admin:customers_customer_request": "former",
}


def is_left_out(name: str, route: str) -> bool:
    return bool(LEFT_OUT.fullmatch(name) or FOR_PROGRAMS.fullmatch(route))


def pages(world: World, *things: Model) -> dict[str, str]:
    """The address of each; `things` are what the pages beside those of customers are about."""
    found: dict[str, str] = {}
    for name, route in routes().items():
        if not is_left_out(name, route):
            addresses = addresses_of(name, route, world, things)
            found |= {f"{name} {place}": address for place, address in enumerate(addresses)}
    return found | states(world)


def addresses_of(name: str, route: str, world: World, things: Sequence[Model]) -> list[str]:
    """Of a page that shows a thing one for each that looks otherwise."""
    if name == "admin:app_list":
        return [reverse(name, args=["customers"])]
    if "<" not in route:
        return [reverse(name)]
    if ":customers_" not in name:
        about = [thing for thing in things if f"/{thing._meta.model_name}/" in route]
        assert about, f"nothing to show at {route}"
        return [reverse(name, args=[thing.pk]) for thing in about]
    if suited := SUITED.get(name):
        return [reverse(name, args=[getattr(world, suited).pk])]
    addresses = [reverse(name, kwargs=keys) for keys in world.keys(route)]
    return addresses if name.endswith("_change") else addresses[:1]


def states(world: World) -> dict[str, str]:
    """Pages that find nothing, can do nothing, or are not there."""
    log = reverse("admin:activitylog_activityentry_changelist")
    subscriptions = reverse("admin:customers_subscription_changelist")
    licenses = reverse("admin:customers_subscription_licenses", args=[world.running.pk])
    return {
        "nothing in the log": f"{log}?status=failed&q=nothing",
        "filters that cannot be read": f"{log}?date_from=2026-13-40&unknown=1",
        "no subscription": f"{subscriptions}?q=nothing",
        "numbers that cannot be counted": f"{reverse('admin:analytics')}?date_from=2026-13-40",
        "licenses to take back": f"{licenses}?do=revoke",
        "a relationship to remove": reverse("admin:customers_customer_remove", args=[RELECLOUD]),
        "an obstacle": reverse("admin:customers_subscription_reactivate", args=[world.running.pk]),
        "refused": reverse("admin:customers_subscription_add"),
        "not found": "/admin/no-such-page/",
    }
