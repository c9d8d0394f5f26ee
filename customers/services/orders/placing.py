from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from customers.models import Customer, Order, OrderLine, Product, Subscription
from customers.services.changes import create, locked
from customers.services.customers.relationships import ensure_reseller
from customers.services.movements import keep
from customers.services.operations import operation
from customers.services.orders.basket import Basket
from customers.services.orders.entries import order_kind
from customers.services.orders.making import new_order, summarize
from customers.services.orders.requests import LineRequest, NewSubscription
from customers.services.refusals import Broken
from customers.services.subscriptions.rules import usual_terms

if TYPE_CHECKING:
    from customers.services.actors import Actor

MOST_LINES = 500


@operation("customers.add_order")
def place_order(
    *,
    actor: Actor,
    customer_id: UUID,
    lines: Sequence[LineRequest],
    partner_on_record: str = "",
    starts_at: datetime | None = None,
    order_id: UUID | None = None,
) -> Order:
    """Order one or several products: each line makes a subscription or enlarges one.

    All lines or none. With `starts_at` ahead, new subscriptions are pending until then. Trials
    also need the permission to order trials. An order of the same `order_id` is placed once.
    """
    wanted = [line.product_id for line in lines[:MOST_LINES] if isinstance(line, NewSubscription)]
    trials = Product.objects.filter(pk__in=wanted, is_trial=True)
    if not actor.may("customers.order_trial") and trials.exists():
        raise PermissionDenied("customers.order_trial")
    return _place(actor, customer_id, lines, partner_on_record, starts_at, order_id)


@operation("customers.order_trial")
def order_trial(
    *, actor: Actor, customer_id: UUID, product_id: UUID, order_id: UUID | None = None
) -> Order:
    """Let a customer try a product for 30 days."""
    product = Product.objects.filter(pk=product_id).first()
    if product and not product.is_trial and not actor.may("customers.add_order"):
        raise PermissionDenied("customers.add_order")
    term, billing_cycle = usual_terms(product) if product else ("", "")
    line = NewSubscription(
        product_id=product_id,
        quantity=product.maximum_quantity if product else 1,
        term=term,
        billing_cycle=billing_cycle,
    )
    return _place(actor, customer_id, [line], "", None, order_id)


def _place(
    actor: Actor,
    customer_id: UUID,
    requests: Sequence[LineRequest],
    partner_on_record: str,
    starts_at: datetime | None,
    order_id: UUID | None,
) -> Order:
    customer = locked(Customer.objects.all(), customer_id)
    order = new_order(customer, actor.now(), partner_on_record, order_id)
    basket = Basket(order, requests[:MOST_LINES], starts_at)
    order.created_at = order.changed_at = max(
        (row.moment_after(order.created_at) for row in basket.held.values()),
        default=order.created_at,
    )

    def judge() -> None:
        if order_id and Order.objects.filter(pk=order_id).exists():
            raise Broken("", "ordered_already", _("This order has been placed already."))
        ensure_reseller(customer)
        if not 1 <= len(requests) <= MOST_LINES:
            reason = _("An order has between 1 and %(most)s lines.")
            raise Broken("lines", "line_count", reason, {"most": MOST_LINES})
        basket.fill()
        summarize(order, basket.lines)

    create(
        order_kind(basket.lines, basket.before),
        order,
        actor=actor,
        action="create_order",
        judge=judge,
        also=lambda: _keep(basket),
    )
    return order


def _keep(basket: Basket) -> None:
    Subscription.objects.bulk_create(basket.new)
    for subscription in basket.enlarged:
        subscription.version += 1
        subscription.changed_at = basket.moment
        subscription.save()
    OrderLine.objects.bulk_create(basket.lines)
    keep(basket.movements)
