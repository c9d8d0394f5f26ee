from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from customers.models.checks import currency_code, known
from customers.models.customer import Customer
from customers.models.product import Product
from customers.models.subscription import Subscription
from customers.states import MovementKind

FIGURES = (
    "quantity",
    "active_subscriptions",
    "active_quantity",
    "active_assigned_quantity",
    "monthly_price",
    "amount",
)
"""The fields that are differences."""


class SubscriptionMovement(models.Model):
    """One change of a subscription in numbers, written in the transaction of the change.

    Each figure is the difference that the change made: added up to a moment, they give what there
    was at that moment. What is only a difference of words, such as a new name, is no movement.
    """

    # Ordered by occurred_at, as the keys of entries are: see activitylog.keys.
    id = models.UUIDField(primary_key=True, editable=False)
    # When it took effect: a term that ends at midnight is renewed then, whenever it was noticed.
    occurred_at = models.DateTimeField(_("date and time"))
    subscription = models.ForeignKey(
        Subscription,
        models.PROTECT,
        related_name="movements",
        verbose_name=_("subscription"),
        # The composite index below serves.
        db_index=False,
    )
    customer = models.ForeignKey(
        Customer,
        models.PROTECT,
        related_name="movements",
        verbose_name=_("customer"),
        db_index=False,
    )
    # As it was after the change: an upgrade goes on as another one.
    product = models.ForeignKey(
        Product, models.PROTECT, related_name="movements", verbose_name=_("product")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=MovementKind.choices)
    # Whether it was a trial that this happened to; false for the one that became paid.
    is_trial = models.BooleanField(_("trial"))
    # Seats bought, or given back; those of a subscription that ends are not given back.
    quantity = models.IntegerField(_("seats bought"), default=0)
    active_subscriptions = models.SmallIntegerField(_("active subscriptions"), default=0)
    active_quantity = models.IntegerField(_("seats of active subscriptions"), default=0)
    active_assigned_quantity = models.IntegerField(
        _("assigned seats of active subscriptions"), default=0
    )
    # List price before tax, of active subscriptions that are no trials. So many digits as the
    # dearest price of the most seats has, for three years.
    monthly_price = models.DecimalField(
        _("price per month"), max_digits=24, decimal_places=2, default=0
    )
    # List price before tax of what was ordered or renewed: the whole term, or the rest of it.
    amount = models.DecimalField(_("amount"), max_digits=24, decimal_places=2, default=0)
    currency = models.CharField(_("currency"), max_length=3)

    class Meta:
        verbose_name = _("movement")
        verbose_name_plural = _("movements")
        default_permissions = ("view",)
        permissions = (
            ("export_subscriptionmovement", "Can export subscription movements"),
            ("view_analytics", "Can view analytics"),
        )
        indexes = (
            models.Index(fields=["subscription", "id"], name="movement_subscription"),
            models.Index(fields=["customer", "id"], name="movement_customer"),
            # With what reports add up: their queries then read the index alone.
            models.Index(
                fields=["kind", "id", "is_trial", "quantity", "active_subscriptions", "product"],
                name="movement_kind",
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=known("kind", MovementKind), name="movement_kind_known"
            ),
            models.CheckConstraint(
                condition=currency_code("currency"), name="movement_currency_written"
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.occurred_at:%Y-%m-%d %H:%M:%S} UTC)"
