from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from customers.models import CustomerUser
from customers.services import users
from customers.services.values import Json, user_value
from tests.customers.operations_table.making import (
    NOW,
    TURNED,
    UNSEEN,
    end_relationship,
    license_to,
    make_user,
    running,
)
from tests.customers.operations_table.rows import ANY, Call, Details, Race, Refusal, Row

if TYPE_CHECKING:
    from customers.models import Customer

Make = Callable[..., CustomerUser]
HALF = "\ud800"
NEW: dict[str, Any] = {
    "user_principal_name": "jan@mueller-soehne.example",
    "values": {"first_name": "Jan", "last_name": "Jansen", "usage_location": "DE"},
}


def told(user: CustomerUser) -> Details:
    return [
        ("CustomerUserId", str(user.pk)),
        ("UserPrincipalName", user.user_principal_name),
    ]


def deleted(customer: Customer, **values: Any) -> CustomerUser:
    return make_user(customer, **{"state": "inactive", "soft_deleted_at": NOW} | values)


def licensed(customer: Customer) -> CustomerUser:
    return license_to(make_user(customer), running(customer))


def call(
    make: Make, differences: Mapping[str, Any], how: Callable[[Any], Details] = told, **more: Any
) -> Callable[[Customer], Call]:
    def made(customer: Customer) -> Call:
        user = make(customer)
        return Call(
            arguments={"user_id": user.pk} | more, row=user, details=how, changes=differences
        )

    return made


def given(make: Make, **more: Any) -> Callable[[Customer], dict[str, Any]]:
    return lambda customer: {"user_id": make(customer).pk} | more


def refusal(make: Make, code: str, field: str = "", **more: Any) -> Refusal:
    return Refusal(arguments=given(make, **more), code=code, field=field)


def new(**more: Any) -> Callable[[Customer], dict[str, Any]]:
    return lambda customer: {"customer_id": customer.pk} | NEW | more


def bad_new(code: str, field: str, **more: Any) -> Refusal:
    return Refusal(arguments=new(**more), code=code, field=field)


def new_call(customer: Customer) -> Call:
    return Call(
        arguments=new()(customer),
        details=told,
        changes={"DisplayName": "Jan Jansen", "State": "active", "SoftDeletionTime": None},
    )


def not_ours(customer: Customer) -> dict[str, Any]:
    return {"customer_id": end_relationship(customer).pk} | NEW


def namesake(customer: Customer, _arguments: object = None) -> CustomerUser:
    return make_user(customer, user_principal_name="JAN@mueller-soehne.example")


def beside_namesake(customer: Customer) -> CustomerUser:
    namesake(customer)
    return make_user(customer)


def replaced(customer: Customer) -> CustomerUser:
    namesake(customer)
    return deleted(customer, user_principal_name="jan@mueller-soehne.example")


def with_licenses(user: CustomerUser) -> Json:
    """As deletion tells it: an entry before and after have each what the user had then."""
    user.refresh_from_db()
    keys = user.licenses.order_by("subscription").values_list("subscription", flat=True)
    return user_value(user) | {"LicensedSubscriptionIds": [str(key) for key in keys]}


def row(operation: Any, action: str, **values: Any) -> Row:
    usual: dict[str, Any] = {
        "resource_type": "customer_user",
        "value": user_value,
        "race": "version",
    }
    return Row(operation=operation, action=action, **usual | values)


BAD_NAMES = {
    "no address": ("invalid", "jan"),
    "an umlaut": ("invalid", "müller@mueller-soehne.example"),
    "NUL": ("nul", "jan\0@mueller-soehne.example"),
    "half a character": ("half_character", f"{HALF}@mueller-soehne.example"),
    "too long": ("invalid", "x" * 65 + "@mueller-soehne.example"),
}
FIELD = "user_principal_name"

USERS = (
    row(
        users.create_user,
        "create_customer_user",
        call=new_call,
        nothing="each call makes one",
        race=Race(before='INSERT INTO "customers_customeruser"', competitor=namesake),
        wrong_state={
            "no longer our customer": Refusal(arguments=not_ours, code="no_reseller"),
            "name taken": Refusal(
                arguments=lambda customer: {"customer_id": namesake(customer).customer_id} | NEW,
                code="principal_taken",
                field=FIELD,
            ),
        },
        broken_limit={
            "no name": bad_new("blank", "display_name", values={}),
            "no country": bad_new(
                "invalid", "usage_location", values={"display_name": "J", "usage_location": "de"}
            ),
            "NUL in the name": bad_new("nul", "display_name", values={"display_name": "J\0"}),
            "no name to be seen": bad_new("blank", "display_name", values={"display_name": UNSEEN}),
        }
        | {
            name: bad_new(code, FIELD, user_principal_name=text)
            for name, (code, text) in BAD_NAMES.items()
        },
    ),
    row(
        users.update_user,
        "update_customer_user",
        call=call(
            make_user,
            {"FirstName": ("", "Änne"), "UsageLocation": ("DE", "AT")},
            changes={"first_name": "Änne", "usage_location": "AT"},
        ),
        nothing=given(make_user, changes={"usage_location": "DE"}),
        wrong_state={
            "deleted": refusal(deleted, "user_deleted", changes={"first_name": "Änne"}),
            "licensed": refusal(
                licensed,
                "usage_location_missing",
                "usage_location",
                changes={"usage_location": ""},
            ),
        },
        broken_limit={
            "no name": refusal(make_user, "blank", "display_name", changes={"display_name": " "}),
            "half a character": refusal(
                make_user, "half_character", "first_name", changes={"first_name": HALF}
            ),
            "turned": refusal(make_user, "turned", "last_name", changes={"last_name": TURNED}),
            "too long": refusal(
                make_user, "max_length", "phone_number", changes={"phone_number": "1" * 41}
            ),
        },
    ),
    row(
        users.change_user_principal_name,
        "update_customer_user_principal_name",
        call=call(
            make_user,
            {"UserPrincipalName": (ANY, "jan@mueller-soehne.example")},
            lambda user: [
                ("CustomerUserId", str(user.pk)),
                ("OldUserPrincipalName", ANY),
                ("NewUserPrincipalName", "jan@mueller-soehne.example"),
            ],
            user_principal_name="jan@mueller-soehne.example",
        ),
        nothing=lambda customer: (
            lambda user: {"user_id": user.pk, FIELD: user.user_principal_name}
        )(make_user(customer)),
        wrong_state={
            "deleted": refusal(deleted, "user_deleted", user_principal_name="a@b.example"),
            "taken": refusal(
                beside_namesake,
                "principal_taken",
                FIELD,
                user_principal_name="jan@mueller-soehne.example",
            ),
        },
        broken_limit={
            name: refusal(make_user, code, FIELD, user_principal_name=text)
            for name, (code, text) in BAD_NAMES.items()
        },
    ),
    row(
        users.delete_user,
        "delete_customer_user",
        value=with_licenses,
        call=call(
            licensed,
            {
                "State": ("active", "inactive"),
                "SoftDeletionTime": (None, ANY),
                "LicensedSubscriptionIds": (ANY, []),
            },
        ),
        nothing=given(deleted),
        wrong_state="who is deleted stays so, and is no error",
        broken_limit="there is none",
    ),
    row(
        users.restore_user,
        "restore_customer_user",
        call=call(deleted, {"State": ("inactive", "active"), "SoftDeletionTime": (ANY, None)}),
        nothing=given(make_user),
        wrong_state={"replaced": refusal(replaced, "principal_taken", FIELD)},
        broken_limit={
            "after 30 days": refusal(
                lambda customer: deleted(customer, soft_deleted_at=NOW - timedelta(days=31)),
                "restore_too_late",
            )
        },
    ),
)
