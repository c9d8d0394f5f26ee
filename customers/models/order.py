from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from customers.models.checks import currency_code, given, known
from customers.models.customer import Customer
from customers.models.product import Product
from customers.models.subscription import Subscription
from customers.states import BillingCycle, LineKind, Term
from customers.validators import is_currency
from customers.versions import VersionedModel


class Order(VersionedModel):
    """What a customer bought at one moment: one or several products."""

    id = models.UUIDField(_("order ID"), primary_key=True, default=uuid4, editable=False)
    customer = models.ForeignKey(
        Customer,
        models.PROTECT,
        related_name="orders",
        verbose_name=_("customer"),
        # The composite index below serves.
        db_index=False,
    )
    # Short, to be said on the phone.
    alternate_id = models.CharField(_("order number"), max_length=40, unique=True)
    billing_cycle = models.CharField(_("billing"), max_length=20, choices=BillingCycle.choices)
    currency = models.CharField(_("currency"), max_length=3, validators=[is_currency])
    # List prices for the whole of the first terms, before tax.
    total_price = models.DecimalField(_("total"), max_digits=14, decimal_places=2)
    # The MPN ID of the partner who is credited with it.
    partner_on_record = models.CharField(_("partner on record"), max_length=40, blank=True)
    created_at = models.DateTimeField(_("ordered at"), default=timezone.now)

    class Meta:
        verbose_name = _("order")
        verbose_name_plural = _("orders")
        default_permissions = ("view", "add")
        permissions = (
            ("order_trial", "Can order trials"),
            ("export_order", "Can export orders"),
        )
        indexes = (
            models.Index(fields=["created_at", "id"], name="order_created"),
            models.Index(fields=["customer", "created_at", "id"], name="order_customer"),
        )
        constraints = (
            models.CheckConstraint(condition=given("alternate_id"), name="order_numbered"),
            models.CheckConstraint(
                condition=known("billing_cycle", BillingCycle), name="order_billing_known"
            ),
            models.CheckConstraint(
                condition=currency_code("currency"), name="order_currency_written"
            ),
            models.CheckConstraint(
                condition=models.Q(total_price__gte=0), name="order_price_not_negative"
            ),
        )

    def __str__(self) -> str:
        return self.alternate_id


class OrderLine(models.Model):
    """One product of an order, and the subscription that it made or enlarged."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    order = models.ForeignKey(
        Order,
        models.PROTECT,
        related_name="lines",
        verbose_name=_("order"),
        # The constraint below serves.
        db_index=False,
    )
    line_number = models.PositiveIntegerField(_("line"))
    kind = models.CharField(_("kind"), max_length=20, choices=LineKind.choices)
    product = models.ForeignKey(
        Product, models.PROTECT, related_name="order_lines", verbose_name=_("product")
    )
    subscription = models.ForeignKey(
        Subscription, models.PROTECT, related_name="order_lines", verbose_name=_("subscription")
    )
    name = models.CharField(_("name"), max_length=200)
    quantity = models.PositiveIntegerField(_("quantity"))
    term = models.CharField(_("term"), max_length=10, choices=Term.choices)
    billing_cycle = models.CharField(_("billing"), max_length=20, choices=BillingCycle.choices)
    promotion_id = models.CharField(_("promotion"), max_length=100, blank=True)
    # Of one seat for one month, before tax.
    unit_price = models.DecimalField(
        _("price per seat and month"), max_digits=12, decimal_places=2, default=Decimal(0)
    )

    class Meta:
        verbose_name = _("order line")
        verbose_name_plural = _("order lines")
        default_permissions = ()
        ordering = ("order", "line_number")
        constraints = (
            models.UniqueConstraint(fields=["order", "line_number"], name="order_line_once"),
            models.CheckConstraint(condition=known("kind", LineKind), name="order_line_kind_known"),
            models.CheckConstraint(condition=known("term", Term), name="order_line_term_known"),
            models.CheckConstraint(
                condition=known("billing_cycle", BillingCycle), name="order_line_billing_known"
            ),
            models.CheckConstraint(condition=given("name"), name="order_line_named"),
            models.CheckConstraint(
                condition=models.Q(quantity__gte=1), name="order_line_quantity_positive"
            ),
            models.CheckConstraint(
                condition=models.Q(unit_price__gte=0), name="order_line_price_not_negative"
            ),
        )

    def __str__(self) -> str:
        return self.name
