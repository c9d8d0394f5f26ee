"""What a token is good for: each address of both APIs, within its scopes and its owner's rights."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve
from django.utils import timezone

from portal.api.views import PortalAPIView
from portal.models import User
from portal.tokens.scopes import SCOPES
from tests.portal.addresses import Things, routes
from tests.tokens import program_of

# The scope; what a superuser's token with only that scope gets; what a token with all scopes gets
# whose owner is staff without permissions. -: no scope is asked for.
TABLE = """
GET    schema                           -                200  200
GET    api_activity                     activity:read    200  403
POST   api_activity                     activity:write   200  403
GET    api_activity_export              activity:export  200  403
GET    api_action_types                 activity:read    200  403
GET    api_activity_entry               activity:read    200  403
GET    api_customers                    customers:read   200  403
POST   api_customers                    customers:write  400  403
GET    api_customer                     customers:read   200  403
PATCH  api_customer                     customers:write  200  403
POST   api_customer_request_relationship customers:write  200  403
POST   api_customer_remove_relationship customers:write  409  403
GET    api_customer_subscriptions       customers:read   200  403
GET    api_users_of_customer            customers:read   200  403
POST   api_users_of_customer            customers:write  400  403
GET    api_customer_orders              customers:read   200  403
POST   api_customer_orders              customers:write  400  403
POST   api_customer_trials              customers:write  400  403
GET    api_customer_activity            activity:read    200  403
GET    api_subscriptions                customers:read   200  403
GET    api_subscription                 customers:read   200  403
PATCH  api_subscription                 customers:write  200  403
POST   api_subscription_suspend         customers:write  200  403
POST   api_subscription_reactivate      customers:write  200  403
POST   api_subscription_cancel          customers:write  409  403
POST   api_subscription_upgrade         customers:write  400  403
POST   api_subscription_convert_trial   customers:write  400  403
POST   api_subscription_assign_licenses customers:write  400  403
POST   api_subscription_revoke_licenses customers:write  400  403
GET    api_subscription_movements       customers:read   200  403
GET    api_orders                       customers:read   200  403
GET    api_order                        customers:read   200  403
GET    api_products                     customers:read   200  403
POST   api_products                     customers:write  400  403
GET    api_product                      customers:read   200  403
PATCH  api_product                      customers:write  200  403
GET    api_customer_users               customers:read   200  403
GET    api_customer_user                customers:read   200  403
PATCH  api_customer_user                customers:write  200  403
DELETE api_customer_user                customers:write  200  403
POST   api_customer_user_restore        customers:write  200  403
POST   api_customer_user_licenses       customers:write  200  403
GET    api_referrals                    customers:read   200  403
POST   api_referrals                    customers:write  400  403
GET    api_referral                     customers:read   200  403
PATCH  api_referral                     customers:write  200  403
GET    api_analytics_subscriptions      analytics:read   200  403
GET    api_analytics_licenses           analytics:read   200  403
GET    api_analytics_revenue            analytics:read   200  403
GET    api_analytics_activity           analytics:read   200  403
GET    partner_center_schema            -                200  200
GET    docs                             -                200  200
GET    partner_center_docs              -                200  200
# Partner Center's API
GET    partnercenter_auditrecords       activity:read    200  403
GET    partnercenter_auditrecord        activity:read    200  403
GET    partnercenter_auditactivity_auditrecords  activity:read  200  403
GET    partnercenter_auditactivity_auditrecord   activity:read  200  403
GET    partnercenter_customers          customers:read  200  403
GET    partnercenter_customer           customers:read  200  403
GET    partnercenter_company_profile    customers:read  200  403
GET    partnercenter_billing_profile    customers:read  200  403
GET    partnercenter_subscriptions      customers:read  200  403
GET    partnercenter_subscription       customers:read  200  403
GET    partnercenter_subscribedskus     customers:read  200  403
GET    partnercenter_users              customers:read  200  403
GET    partnercenter_user               customers:read  200  403
GET    partnercenter_user_licenses      customers:read  200  403
GET    partnercenter_orders             customers:read  200  403
GET    partnercenter_order              customers:read  200  403
"""
# Where no credentials are asked for.
OPEN = {
    "nothing_here",
    "partnercenter_nothing",
    "partnercenter_auditactivity_nothing",
    "partnercenter_token_v1",
    "partnercenter_token_v2",
}


class Row(NamedTuple):
    method: str
    name: str
    scope: str
    status: str
    without_permissions: str


def rows() -> Iterator[Row]:
    for line in TABLE.strip().splitlines():
        if not line.startswith("#"):
            yield Row(*line.split())


Ask = Callable[..., dict[str, str]]


@pytest.fixture
def ask(db: None) -> Ask:
    """What a program gets at each address; whatever it does there is undone."""
    things = Things()

    def asked(program: Client, *, scope: str = "") -> dict[str, str]:
        found = {}
        for row in rows():
            if scope in ("", row.scope):
                address = things.address(routes()[row.name])
                with transaction.atomic():
                    answer = getattr(program, row.method.lower())(
                        address, content_type="application/json"
                    )
                    found[f"{row.method} {row.name}"] = shown(answer)
                    if answer.streaming:
                        # While the transaction lasts.
                        list(answer)
                    transaction.set_rollback(True)
        return found

    return asked


def shown(answer: Any) -> str:
    """The status; for what is refused to the asker also why, as each API tells it."""
    status = str(answer.status_code)
    if status not in ("401", "403"):
        return status
    body = answer.json()
    if answer["Content-Type"] == "application/problem+json":
        return f"{status} {body['type'].partition('#problem-')[2]}"
    assert body["source"] == "PartnerFD"
    why = "missing-scope" if "scope" in body["description"] else WIRE[str(body["code"])]
    return f"{status} {why}"


WIRE = {"800001": "not-authenticated", "400": "not-authenticated", "900150": "not-permitted"}


def everywhere(reason: str) -> dict[str, str]:
    return {f"{row.method} {row.name}": reason for row in rows()}


ASKED_FOR = sorted({row.scope for row in rows()} & SCOPES.keys())


@pytest.mark.parametrize("scope", ["-", *ASKED_FOR])
def test_its_scope_is_enough_for_an_owner_who_may_do_everything(
    scope: str, ask: Ask, alice: User
) -> None:
    program = program_of(alice, *([scope] if scope in SCOPES else []))
    expected = {f"{row.method} {row.name}": row.status for row in rows() if row.scope == scope}
    assert ask(program, scope=scope) == expected


@pytest.mark.parametrize("scope", ASKED_FOR)
def test_every_other_scope_is_not_enough(scope: str, ask: Ask, alice: User) -> None:
    program = program_of(alice, *(SCOPES.keys() - {scope}))
    assert set(ask(program, scope=scope).values()) == {"403 missing-scope"}


def test_scopes_add_nothing_to_what_the_owner_may(ask: Ask, charlie: User) -> None:
    expected = {
        f"{row.method} {row.name}": row.without_permissions.replace("403", "403 not-permitted")
        for row in rows()
    }
    assert ask(program_of(charlie, *SCOPES)) == expected


def test_a_token_of_somebody_who_is_no_staff_is_good_for_nothing(ask: Ask, db: None) -> None:
    outsider = User.objects.create_user("outsider", is_superuser=True)
    assert ask(program_of(outsider, *SCOPES)) == everywhere("401 not-authenticated")


def test_a_token_of_somebody_who_left_is_good_for_nothing(ask: Ask, alice: User) -> None:
    alice.is_active = False
    alice.save()
    assert ask(program_of(alice, *SCOPES)) == everywhere("401 not-authenticated")


@pytest.mark.parametrize("end", ["expires_at", "revoked_at"])
def test_a_token_after_its_end_is_good_for_nothing(end: str, ask: Ask, alice: User) -> None:
    program = program_of(alice, *SCOPES, **{end: timezone.now() - timedelta(seconds=1)})
    assert ask(program) == everywhere("401 not-authenticated")


def test_without_a_token_nothing_is_answered(ask: Ask) -> None:
    assert ask(Client()) == everywhere("401 not-authenticated")


def test_the_table_has_every_method_of_every_address_of_both_apis(db: None) -> None:
    things = Things()
    served = set()
    for name, route in routes().items():
        view = getattr(resolve(things.address(route)).func, "cls", None)
        if view and issubclass(view, PortalAPIView) and name not in OPEN:
            methods = set(view().allowed_methods) - {"HEAD", "OPTIONS"}
            served |= {f"{method} {name}" for method in methods}
    assert {f"{row.method} {row.name}" for row in rows()} == served
