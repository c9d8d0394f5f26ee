"""Referrals and products."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from customers.models import Product, Referral
from customers.services import products, referrals
from customers.services.values import product_value, referral_value
from tests.customers.operations_table.making import TURNED, UNSEEN, sold, trial_product
from tests.customers.operations_table.rows import Call, Details, Race, Refusal, Row

if TYPE_CHECKING:
    from customers.models import Customer

HALF = "\ud800"


def referral_told(referral: Referral) -> Details:
    return [
        ("ReferralId", str(referral.pk)),
        ("EngagementId", str(referral.engagement_id)),
        ("Name", referral.name),
        ("Status", referral.status),
        ("Substatus", referral.substatus),
    ]


NEW: dict[str, Any] = {
    "name": "50 seats for Köln",
    "deal_value": Decimal("12000.50"),
    "closing_on": date(2027, 1, 31),
}


def new_referral(**values: Any) -> Callable[[Customer], dict[str, Any]]:
    return lambda customer: {"customer_id": customer.pk, "values": NEW | values}


def bad_new_referral(code: str, field: str, **values: Any) -> Refusal:
    return Refusal(arguments=new_referral(**values), code=code, field=field)


def new_referral_call(customer: Customer) -> Call:
    return Call(
        arguments=new_referral()(customer),
        details=referral_told,
        changes={"Name": "50 seats for Köln", "Status": "New", "Substatus": "Pending"},
    )


def make_referral(customer: Customer, **values: Any) -> Referral:
    return Referral.objects.create(customer=customer, **{"name": "Seats", **values})


def closed(customer: Customer) -> Referral:
    return make_referral(customer, status="Closed", substatus="Won")


def changed_referral(
    make: Callable[[Customer], Referral], **changes: Any
) -> Callable[[Customer], dict[str, Any]]:
    return lambda customer: {"referral_id": make(customer).pk, "changes": changes}


def bad_referral(
    code: str, field: str, make: Callable[[Customer], Referral] = make_referral, **changes: Any
) -> Refusal:
    return Refusal(arguments=changed_referral(make, **changes), code=code, field=field)


def referral_call(customer: Customer) -> Call:
    referral = make_referral(customer)
    return Call(
        arguments={
            "referral_id": referral.pk,
            "changes": {"status": "Active", "substatus": "Accepted", "notes": "Call Änne"},
        },
        row=referral,
        details=referral_told,
        changes={
            "Status": ("New", "Active"),
            "Substatus": ("Pending", "Accepted"),
            "Details.Notes": ("", "Call Änne"),
        },
    )


def product_told(product: Product) -> Details:
    return [("ProductId", str(product.pk)), ("Sku", product.sku), ("Name", product.name)]


def new_product(**values: Any) -> Callable[[Customer], dict[str, Any]]:
    return lambda _customer: {
        "values": {"name": "Visio", "sku": "VISIO", "list_price": Decimal("14.50")} | values
    }


def bad_new_product(code: str, field: str, **values: Any) -> Refusal:
    return Refusal(arguments=new_product(**values), code=code, field=field)


def new_product_call(customer: Customer) -> Call:
    return Call(
        arguments=new_product()(customer),
        details=product_told,
        changes={"Sku": "VISIO", "ListPrice": 14.5, "MinimumQuantity": 1},
    )


def taken_sku(_customer: object = None, _arguments: object = None) -> Product:
    return sold(sku="VISIO")


def product_call(_customer: Customer) -> Call:
    product = sold()
    return Call(
        arguments={
            "product_id": product.pk,
            "changes": {"list_price": Decimal("35.00"), "is_available": False, "terms": ["P1Y"]},
        },
        row=product,
        details=product_told,
        changes={
            "ListPrice": (32.1, 35.0),
            "IsAvailableForPurchase": (True, False),
            "TermDurations": (["P1M", "P1Y", "P3Y"], ["P1Y"]),
        },
    )


def changed_product(**changes: Any) -> Callable[[Customer], dict[str, Any]]:
    return lambda _customer: {"product_id": sold().pk, "changes": changes}


def bad_product(code: str, field: str, **changes: Any) -> Refusal:
    return Refusal(arguments=changed_product(**changes), code=code, field=field)


def converting_paid(_customer: Customer) -> dict[str, Any]:
    return {"product_id": sold().pk, "changes": {"converts_to": sold()}}


def converting_to_itself(_customer: Customer) -> dict[str, Any]:
    product = sold()
    return {"product_id": product.pk, "changes": {"is_trial": True, "converts_to": product}}


def trial_of_trials(_customer: Customer) -> dict[str, Any]:
    product = sold()
    trial_product(converts_to=product)
    return {"product_id": product.pk, "changes": {"is_trial": True}}


def converting_to_trial(_customer: Customer) -> dict[str, Any]:
    return {"product_id": trial_product().pk, "changes": {"converts_to": trial_product()}}


def renamed_to_taken(customer: Customer) -> dict[str, Any]:
    taken_sku(customer)
    return changed_product(sku="VISIO")(customer)


OTHERS = (
    Row(
        operation=referrals.create_referral,
        action="create_referral",
        resource_type="referral",
        value=referral_value,
        call=new_referral_call,
        nothing="each call makes one",
        race="a referral has no key that someone else could take",
        wrong_state={
            "closed at once": bad_new_referral(
                "closed_at_once", "status", status="Closed", substatus="Won"
            )
        },
        broken_limit={
            "no company": Refusal(
                arguments=lambda _customer: {"values": NEW},
                code="company_missing",
                field="company_name",
            ),
            "no name": bad_new_referral("blank", "name", name=" "),
            "no name to be seen": bad_new_referral("blank", "name", name=UNSEEN),
            "turned": bad_new_referral("turned", "company_name", company_name=TURNED),
            "NUL": bad_new_referral("nul", "notes", notes="\0"),
            "half a character": bad_new_referral("half_character", "name", name=HALF),
            "less than nothing": bad_new_referral(
                "min_value", "deal_value", deal_value=Decimal("-0.01")
            ),
            "more than there is": bad_new_referral(
                "max_whole_digits", "deal_value", deal_value=Decimal(10**12)
            ),
            "no number": bad_new_referral("invalid", "deal_value", deal_value=Decimal("NaN")),
            "unfit": bad_new_referral("substatus_unfit", "substatus", substatus="Won"),
        },
    ),
    Row(
        operation=referrals.update_referral,
        action="update_referral",
        resource_type="referral",
        value=referral_value,
        call=referral_call,
        nothing=changed_referral(make_referral, name="Seats"),
        race="version",
        wrong_state={
            "closed": bad_referral(
                "status_not_next", "status", closed, status="Active", substatus="Accepted"
            )
        },
        broken_limit={
            "unfit": bad_referral("substatus_unfit", "substatus", substatus="Won"),
            "no name": bad_referral("blank", "name", name=""),
            "no such type": bad_referral("invalid_choice", "referral_type", referral_type="x"),
        },
    ),
    Row(
        operation=products.create_product,
        action="create_product",
        resource_type="product",
        value=product_value,
        call=new_product_call,
        nothing="each call makes one",
        race=Race(before='INSERT INTO "customers_product"', competitor=taken_sku),
        wrong_state={
            "SKU taken": Refusal(
                arguments=lambda customer: (taken_sku(), new_product()(customer))[1],
                code="sku_taken",
                field="sku",
            ),
        },
        broken_limit={
            "no SKU": bad_new_product("blank", "sku", sku=""),
            "NUL": bad_new_product("nul", "sku", sku="\0"),
            "half a character": bad_new_product("half_character", "sku", sku=HALF),
            "no terms": bad_new_product("blank", "terms", terms=[]),
            "another term": bad_new_product("invalid", "terms", terms=["P2Y"]),
            "crossed": bad_new_product(
                "quantities_crossed", "maximum_quantity", minimum_quantity=5, maximum_quantity=4
            ),
            "none": bad_new_product("min_value", "minimum_quantity", minimum_quantity=0),
            "more than a column holds": bad_new_product(
                "max_value", "maximum_quantity", maximum_quantity=2**31
            ),
            "less than nothing": bad_new_product("min_value", "list_price", list_price=Decimal(-1)),
            "thousandths": bad_new_product(
                "max_decimal_places", "list_price", list_price=Decimal("0.001")
            ),
        },
        has_customer=False,
    ),
    Row(
        operation=products.update_product,
        action="update_product",
        resource_type="product",
        value=product_value,
        call=product_call,
        nothing=changed_product(name="Microsoft 365 E3"),
        race="version",
        wrong_state={
            "SKU taken": Refusal(arguments=renamed_to_taken, code="sku_taken", field="sku"),
            "paid": Refusal(arguments=converting_paid, code="no_trial", field="converts_to"),
            "to a trial": Refusal(
                arguments=converting_to_trial, code="target_is_trial", field="converts_to"
            ),
            "to itself": Refusal(
                arguments=converting_to_itself, code="target_is_trial", field="converts_to"
            ),
            "what trials become": Refusal(
                arguments=trial_of_trials, code="trials_become_it", field="is_trial"
            ),
        },
        broken_limit={
            "crossed": bad_product("quantities_crossed", "maximum_quantity", minimum_quantity=301),
            "no name": bad_product("blank", "name", name="  "),
            "no name to be seen": bad_product("blank", "name", name=UNSEEN),
            "turned": bad_product("turned", "name", name=TURNED),
            "no price": bad_product("invalid", "list_price", list_price=Decimal("Infinity")),
        },
        has_customer=False,
    ),
)
