from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from customers.models import Order, Product, Subscription
from customers.services import orders
from customers.services.orders import MoreSeats, NewSubscription
from customers.services.values import Json, line_value, order_value
from tests.customers.operations_table.making import (
    NOW,
    TURNED,
    UNSEEN,
    end_relationship,
    running,
    sold,
    suspended,
    trial_product,
    trying,
)
from tests.customers.operations_table.rows import ANY, Call, Details, Race, Refusal, Row

if TYPE_CHECKING:
    from customers.models import Customer

HELD = UUID("bbbbbbbb-0000-4000-8000-000000000001")


def new(product: Product | UUID, **values: Any) -> NewSubscription:
    product_id = product if isinstance(product, UUID) else product.pk
    usual: dict[str, Any] = {"quantity": 5, "term": "P1Y", "billing_cycle": "monthly"}
    return NewSubscription(product_id=product_id, **usual | values)


def value(order: Order) -> Json:
    """What was there before is the test's to know: it held ten seats."""
    lines = []
    for line in order.lines.order_by("line_number"):
        told = line_value(line, None)
        told["SubscriptionBefore"] = ANY if line.subscription_id == HELD else None
        lines.append(told)
    return order_value(order, lines)


def order_call(customer: Customer) -> Call:
    held = running(customer, id=HELD)
    paid = sold(sku="E3", is_add_on=False)
    plan = sold(sku="PLAN", name="Calling plan", is_add_on=True)
    lines = [
        new(paid, name="Büro Köln", promotion_id="39NFJQT1X23M:0001"),
        MoreSeats(subscription_id=HELD, quantity=3),
        new(plan, parent_id=HELD),
    ]

    def details(order: Order) -> Details:
        first, _second, third = order.lines.order_by("line_number")
        return [
            ("OrderId", str(order.pk)),
            ("AlternateId", order.alternate_id),
            ("BillingCycle", "Monthly"),
            ("OfferId-0", "E3"),
            ("SubscriptionId-0", str(first.subscription_id)),
            ("SubscriptionName-0", "Büro Köln"),
            ("Quantity-0", "5"),
            ("PartnerOnRecord-0", "4847383"),
            ("PromotionId-0", "39NFJQT1X23M:0001"),
            ("OfferId-1", held.product.sku),
            ("SubscriptionId-1", str(HELD)),
            ("SubscriptionName-1", "Microsoft 365 E3"),
            ("Quantity-1", "3"),
            ("PartnerOnRecord-1", "4847383"),
            ("OfferId-2", "PLAN"),
            ("SubscriptionId-2", str(third.subscription_id)),
            ("SubscriptionName-2", "Calling plan"),
            ("Quantity-2", "5"),
            ("PartnerOnRecord-2", "4847383"),
        ]

    return Call(
        arguments={
            "customer_id": customer.pk,
            "lines": lines,
            "partner_on_record": "4847383",
        },
        details=details,
        changes={"Status": "completed", "CurrencyCode": "EUR", "BillingCycle": "monthly"},
    )


def of_lines(
    make: Callable[[Customer], list[Any]], **more: Any
) -> Callable[[Customer], dict[str, Any]]:
    return lambda customer: {"customer_id": customer.pk, "lines": make(customer)} | more


def refusal(
    make: Callable[[Customer], list[Any]], code: str, field: str = "", **more: Any
) -> Refusal:
    return Refusal(arguments=of_lines(make, **more), code=code, field=field)


def one(field: str, code: str, **values: Any) -> Refusal:
    """The second of two lines is wrong."""
    return refusal(lambda customer: [new(sold()), new(sold(), **values)], code, f"lines-1-{field}")


def not_ours(customer: Customer) -> list[Any]:
    end_relationship(customer)
    return [new(sold())]


def trial_told(order: Order) -> Details:
    (line,) = order.lines.all()
    return [
        ("OrderId", str(order.pk)),
        ("AlternateId", order.alternate_id),
        ("BillingCycle", "Monthly"),
        ("OfferId-0", "TRIAL"),
        ("SubscriptionId-0", str(line.subscription_id)),
        ("SubscriptionName-0", "Trial of E3"),
        ("Quantity-0", "25"),
        ("PartnerOnRecord-0", None),
    ]


def trial_call(customer: Customer) -> Call:
    product = trial_product(sku="TRIAL")
    return Call(
        arguments={"customer_id": customer.pk, "product_id": product.pk},
        details=trial_told,
        changes={"TotalPrice": 0.0},
    )


def tried(customer: Customer, arguments: dict[str, Any]) -> Subscription:
    return trying(customer, product=Product.objects.get(pk=arguments["product_id"]))


def tried_before(customer: Customer) -> dict[str, Any]:
    return {"customer_id": customer.pk, "product_id": trying(customer).product_id}


def sent_twice(customer: Customer) -> dict[str, Any]:
    order = Order.objects.create(
        customer=customer,
        alternate_id="A",
        billing_cycle="monthly",
        currency="EUR",
        total_price=0,
    )
    return {"customer_id": customer.pk, "lines": [new(sold())], "order_id": order.pk}


def a_trial_and_more(_customer: Customer) -> list[Any]:
    return [new(sold()), new(trial_product(), quantity=25)]


def tried_with_it(customer: Customer, arguments: dict[str, Any]) -> Subscription:
    return tried(customer, {"product_id": arguments["lines"][1].product_id})


ORDERS = (
    Row(
        operation=orders.place_order,
        action="create_order",
        resource_type="order",
        value=value,
        call=order_call,
        nothing="each order is one more",
        race=Race(
            before='INSERT INTO "customers_subscription"',
            arguments=of_lines(a_trial_and_more),
            competitor=tried_with_it,
        ),
        wrong_state={
            "no longer our customer": refusal(not_ours, "no_reseller"),
            "sent twice": Refusal(arguments=sent_twice, code="ordered_already"),
            "seats of a suspended one": refusal(
                lambda customer: [MoreSeats(subscription_id=suspended(customer).pk, quantity=1)],
                "suspended",
                "lines-0",
            ),
            "an add-on without its base": one("parent", "no_add_on", parent_id=uuid4()),
            "an add-on of a suspended one": refusal(
                lambda customer: [
                    new(sold(is_add_on=True), parent_id=suspended(customer).pk),
                ],
                "parent_not_active",
                "lines-0-parent",
            ),
            "a retired product": refusal(
                lambda _customer: [new(sold(is_available=False))],
                "product_retired",
                "lines-0-product",
            ),
            "an unknown product": refusal(
                lambda _customer: [new(uuid4())], "product_unknown", "lines-0-product"
            ),
            "an unknown subscription": refusal(
                lambda _customer: [MoreSeats(subscription_id=uuid4(), quantity=1)],
                "subscription_unknown",
                "lines-0-subscription",
            ),
            "a trial that begins later": refusal(
                lambda _customer: [new(trial_product(), quantity=25)],
                "begins_at_once",
                "starts_at",
                starts_at=NOW + timedelta(days=30),
            ),
        },
        broken_limit={
            "no line": refusal(lambda _customer: [], "line_count", "lines"),
            "501 lines": refusal(lambda _customer: [new(uuid4())] * 501, "line_count", "lines"),
            "none": one("quantity", "quantity_out_of_range", quantity=0),
            "too many": one("quantity", "quantity_out_of_range", quantity=2**31),
            "half a seat": one("quantity", "quantity_not_whole", quantity=1.5),
            "another term": one("term", "term_not_offered", term="P2Y"),
            "another cycle": one("billing_cycle", "billing_not_offered", billing_cycle=""),
            "a long name": one("name", "max_length", name="x" * 201),
            "NUL in the name": one("name", "nul", name="a\0b"),
            "no name to be seen": one("name", "blank", name=UNSEEN),
            "turned": one("name", "turned", name=TURNED),
            "half a character": one("name", "half_character", name="\udfff"),
            "a long promotion": one("promotion_id", "max_length", promotion_id="x" * 101),
            "no more seats": refusal(
                lambda customer: [MoreSeats(subscription_id=running(customer).pk, quantity=0)],
                "quantity_not_positive",
                "lines-0-quantity",
            ),
            "more seats than sold": refusal(
                lambda customer: [MoreSeats(subscription_id=running(customer).pk, quantity=291)],
                "quantity_out_of_range",
                "lines-0-quantity",
            ),
            "a long partner": refusal(
                lambda _customer: [new(sold())],
                "max_length",
                "partner_on_record",
                partner_on_record="4" * 41,
            ),
            "two currencies": refusal(
                lambda _customer: [new(sold()), new(sold(currency="CHF"))],
                "currencies_mixed",
                "lines",
            ),
            "more money than there is": refusal(
                lambda _customer: [new(sold(list_price="9999999999.99"), quantity=300, term="P3Y")],
                "max_digits",
                "total_price",
            ),
        },
    ),
    Row(
        operation=orders.order_trial,
        action="create_order",
        resource_type="order",
        value=value,
        call=trial_call,
        nothing="each order is one more",
        race=Race(before='INSERT INTO "customers_subscription"', competitor=tried),
        wrong_state={
            "tried before": Refusal(
                arguments=tried_before, code="tried_already", field="lines-0-product"
            ),
            "an unknown product": Refusal(
                arguments=lambda customer: {"customer_id": customer.pk, "product_id": uuid4()},
                code="product_unknown",
                field="lines-0-product",
            ),
        },
        broken_limit="the quantity is the product's",
    ),
)
