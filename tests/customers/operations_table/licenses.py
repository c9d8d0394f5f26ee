from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from customers.models import Customer, CustomerUser, LicenseAssignment, Subscription
from customers.services import licenses
from tests.customers.operations_table.making import (
    license_to,
    make_user,
    running,
    sold,
    suspended,
)
from tests.customers.operations_table.rows import ANY, Call, Details, Race, Refusal, Row

if TYPE_CHECKING:
    from uuid import UUID

    from customers.services.values import Json

Make = Callable[[CustomerUser, Subscription], dict[str, Any]]


def one(user: CustomerUser, subscription: Subscription) -> dict[str, Any]:
    return {"user_id": user.pk, "add": [subscription.pk]}


def many(user: CustomerUser, subscription: Subscription) -> dict[str, Any]:
    return {"user_ids": [user.pk], "subscription_id": subscription.pk}


def value(user: CustomerUser) -> Json:
    held = Subscription.objects.filter(licenses__customer_user=user).order_by("pk")
    return {
        "Id": str(user.pk),
        "UserPrincipalName": user.user_principal_name,
        "Licenses": [
            {"SubscriptionId": str(row.pk), "SkuId": row.product.sku, "Name": row.name}
            for row in held.select_related("product")
        ],
    }


def told(*pairs: tuple[str, str]) -> Callable[[CustomerUser], Details]:
    return lambda user: [("CustomerUserId", str(user.pk)), *pairs]


def added(arguments: Make) -> Callable[[Customer], Call]:
    def call(customer: Customer) -> Call:
        user, subscription = make_user(customer), running(customer, product=sold(sku="E3"))
        return Call(
            arguments=arguments(user, subscription),
            row=user,
            details=told(("AddedLicenseSkuId", "E3")),
            changes={"Licenses": ([], ANY)},
        )

    return call


def exchanged(customer: Customer) -> Call:
    old, new = running(customer, product=sold(sku="E1")), running(customer, product=sold(sku="E3"))
    user = license_to(make_user(customer), old)
    return Call(
        arguments={"user_id": user.pk, "add": [new.pk], "remove": [old.pk]},
        row=user,
        details=told(("AddedLicenseSkuId", "E3"), ("RemovedLicenseSkuId", "E1")),
        changes={"Licenses": (ANY, ANY)},
    )


def taken_back(customer: Customer) -> Call:
    subscription = running(customer, product=sold(sku="E3"))
    user = license_to(make_user(customer), subscription)
    return Call(
        arguments=many(user, subscription),
        row=user,
        details=told(("RemovedLicenseSkuId", "E3")),
        changes={"Licenses": (ANY, [])},
    )


def refusals(arguments: Make) -> dict[str, dict[str, Refusal]]:
    """What forbids to assign, alike for one and for many."""

    def refused(
        code: str, make: Callable[[Customer], tuple[CustomerUser, Subscription]]
    ) -> Refusal:
        return Refusal(arguments=lambda customer: arguments(*make(customer)), code=code)

    def nowhere(customer: Customer) -> CustomerUser:
        return make_user(customer, usage_location="")

    def gone(customer: Customer) -> CustomerUser:
        return make_user(customer, state="inactive", soft_deleted_at="2026-01-01T00:00:00Z")

    def elsewhere(customer: Customer) -> Subscription:
        return running(Customer.objects.create(name="Contoso AG", domain="contoso.example"))

    return {
        "wrong_state": {
            "suspended": refused("suspended", lambda c: (make_user(c), suspended(c))),
            "user deleted": refused("user_deleted", lambda c: (gone(c), running(c))),
            "no usage location": refused(
                "usage_location_missing", lambda c: (nowhere(c), running(c))
            ),
            "another customer's": refused("other_customer", lambda c: (make_user(c), elsewhere(c))),
        },
        "broken_limit": {
            "no seat is free": refused(
                "no_free_seat", lambda c: (make_user(c), running(c, assigned_quantity=10))
            )
        },
    }


def has_it_already(arguments: Make) -> Callable[[Customer], dict[str, Any]]:
    def made(customer: Customer) -> dict[str, Any]:
        subscription = running(customer)
        return arguments(license_to(make_user(customer), subscription), subscription)

    return made


def assigned_meanwhile(_customer: Customer, arguments: dict[str, Any]) -> LicenseAssignment:
    user: UUID = arguments.get("user_id") or arguments["user_ids"][0]
    subscription: UUID = arguments.get("subscription_id") or arguments["add"][0]
    return LicenseAssignment.objects.create(customer_user_id=user, subscription_id=subscription)


def row(operation: Any, **values: Any) -> Row:
    usual: dict[str, Any] = {
        "action": "update_customer_user_licenses",
        "resource_type": "license",
        "value": value,
        "race": Race(
            before='INSERT INTO "customers_licenseassignment"', competitor=assigned_meanwhile
        ),
    }
    return Row(operation=operation, **usual | values)


LICENSES = (
    row(
        licenses.update_licenses,
        call=exchanged,
        nothing=has_it_already(one),
        **refusals(one),
    ),
    row(
        licenses.assign_licenses,
        call=added(many),
        nothing=has_it_already(many),
        **refusals(many),
    ),
    row(
        licenses.revoke_licenses,
        call=taken_back,
        nothing=lambda customer: many(make_user(customer), running(customer)),
        race="the user is locked: see test_at_once.py",
        wrong_state="a seat can be taken back in each state",
        broken_limit="there is none",
    ),
)
