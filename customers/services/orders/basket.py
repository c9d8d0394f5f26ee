"""An order in the making: what its lines ask for, judged and turned into rows, not yet kept."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from customers.models import OrderLine, Product, Subscription, SubscriptionMovement
from customers.services.changes import locked_rows
from customers.services.movements import Standing, moved
from customers.services.orders.requests import LineRequest, MoreSeats, NewSubscription
from customers.services.refusals import Broken
from customers.services.subscriptions import rules, stages
from customers.services.subscriptions.quantity import set_quantity
from customers.services.validity import ensure_valid
from customers.services.values import Json, subscription_value
from customers.states import LineKind, Status

if TYPE_CHECKING:
    from customers.models import Customer, Order


class Basket:
    """The lines of an order. `fill` raises Broken, its field named like "lines-2-quantity"."""

    def __init__(
        self, order: Order, requests: Sequence[LineRequest], starts_at: datetime | None
    ) -> None:
        self.order = order
        self.customer: Customer = order.customer
        self.requests = requests
        self.starts_at = starts_at
        self.lines: list[OrderLine] = []
        self.before: dict[UUID, Json] = {}
        # One for each line, so that together they come to what the order costs.
        self.movements: list[SubscriptionMovement] = []
        self.products = Product.objects.in_bulk(
            {item.product_id for item in requests if isinstance(item, NewSubscription)}
        )
        self.held = self._locked(requests)

    def _locked(self, requests: Sequence[LineRequest]) -> dict[UUID, Subscription]:
        """The subscriptions that are enlarged, or get add-ons and must not end meanwhile."""
        named = (
            item.subscription_id if isinstance(item, MoreSeats) else item.parent_id
            for item in requests
        )
        wanted = [key for key in named if key]
        rows = Subscription.objects.filter(pk__in=wanted, customer=self.customer)
        return {row.pk: row for row in locked_rows(rows.select_related("product", "customer"))}

    @property
    def moment(self) -> datetime:
        return self.order.created_at

    @property
    def new(self) -> list[Subscription]:
        return [line.subscription for line in self.lines if line.kind == LineKind.NEW]

    @property
    def enlarged(self) -> Iterable[Subscription]:
        return [row for key, row in self.held.items() if key in self.before]

    def fill(self) -> None:
        first: Broken | None = None
        self._judge_start()
        # All are looked at before the first broken one is told: the attempt is recorded whole.
        for place, request in enumerate(self.requests):
            try:
                self._add(place, request)
            except Broken as broken:
                place_name = f"lines-{place}"
                first = first or broken.at(
                    f"{place_name}-{broken.field}" if broken.field else place_name
                )
        if first:
            raise first

    def _judge_start(self) -> None:
        begun_now = any(
            isinstance(item, MoreSeats)
            or (item.product_id in self.products and self.products[item.product_id].is_trial)
            for item in self.requests
        )
        if self._starts_later and begun_now:
            reason = _("Trials and added seats begin at once. Order them without a later start.")
            raise Broken("starts_at", "begins_at_once", reason)

    @property
    def _starts_later(self) -> bool:
        return self.starts_at is not None and self.starts_at > self.moment

    def _add(self, place: int, request: LineRequest) -> None:
        if isinstance(request, MoreSeats):
            self._enlarge(place, request)
        else:
            self._begin(place, request)

    def _begin(self, place: int, request: NewSubscription) -> None:
        product = self.products.get(request.product_id)
        if product is None:
            raise Broken("product", "product_unknown", _("There is no such product."))
        subscription = self._subscription(product, request)
        self._append(place, LineKind.NEW, subscription, request.quantity, request.promotion_id)
        self._judge(subscription, request)
        self._start(subscription)
        self.movements += moved(subscription, None, self.moment)

    def _subscription(self, product: Product, request: NewSubscription) -> Subscription:
        subscription = Subscription(
            customer=self.customer,
            product=product,
            parent_id=request.parent_id,
            name=request.name or product.name,
            quantity=request.quantity,
            term=request.term,
            billing_cycle=request.billing_cycle,
            auto_renew=request.auto_renew and not product.is_trial,
            is_trial=product.is_trial,
            trial_product=product if product.is_trial else None,
            created_at=self.moment,
            changed_at=self.moment,
        )
        stages.take_price(subscription, product)
        return subscription

    def _judge(self, subscription: Subscription, request: NewSubscription) -> None:
        product = subscription.product
        if not product.is_available:
            raise Broken("product", "product_retired", _("This product is no longer sold."))
        rules.ensure_quantity(product, request.quantity)
        rules.ensure_sold(product, term=request.term, billing_cycle=request.billing_cycle)
        self._judge_parent(product, request)
        if product.is_trial:
            self._judge_trial(product)
        ensure_valid(subscription, ("name",))

    def _judge_parent(self, product: Product, request: NewSubscription) -> None:
        if not product.is_add_on:
            if request.parent_id:
                raise Broken("parent", "no_add_on", _("This product is no add-on."))
            return
        parent = self.held.get(request.parent_id) if request.parent_id else None
        if not parent or parent.status != Status.ACTIVE or parent.product.is_add_on:
            reason = _("An add-on needs an active subscription of the same customer.")
            raise Broken("parent", "parent_not_active", reason)

    def _judge_trial(self, product: Product) -> None:
        tried = Subscription.objects.filter(customer=self.customer, trial_product=product)
        here = [line for line in self.lines if line.product == product]
        if len(here) > 1 or tried.exists():
            reason = _("This customer has tried %(product)s already.")
            raise Broken("product", "tried_already", reason, {"product": product.name})

    def _start(self, subscription: Subscription) -> None:
        if self._starts_later:
            subscription.status = Status.PENDING
            subscription.current_state_end_at = self.starts_at
        else:
            stages.begin(subscription, self.moment)

    def _enlarge(self, place: int, request: MoreSeats) -> None:
        subscription = self.held.get(request.subscription_id)
        if subscription is None:
            raise Broken(
                "subscription", "subscription_unknown", _("The customer has no such subscription.")
            )
        self.before.setdefault(subscription.pk, subscription_value(subscription))
        before = Standing.of(subscription)
        self._append(
            place, LineKind.ADD_QUANTITY, subscription, request.quantity, request.promotion_id
        )
        rules.ensure_whole(request.quantity)
        if request.quantity < 1:
            raise Broken("quantity", "quantity_not_positive", _("Order at least one seat."))
        set_quantity(subscription, subscription.quantity + request.quantity, self.moment)
        self.movements += moved(subscription, before, self.moment)

    def _append(
        self,
        place: int,
        kind: LineKind,
        subscription: Subscription,
        quantity: int,
        promotion_id: str,
    ) -> None:
        line = OrderLine(
            order=self.order,
            line_number=place,
            kind=kind,
            product=subscription.product,
            subscription=subscription,
            name=subscription.name,
            quantity=quantity,
            term=subscription.term,
            billing_cycle=subscription.billing_cycle,
            promotion_id=promotion_id,
            unit_price=subscription.unit_price,
        )
        self.lines.append(line)
        ensure_valid(line, ("promotion_id",))
