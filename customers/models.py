"""Customers, what can be subscribed to, and what they subscribe to."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from customers.folding import FoldedModel, FoldedQuerySet
from customers.states import (
    STATUS_BADGES,
    BillingCycle,
    Origin,
    Qualification,
    Relationship,
    Status,
    Term,
)


class Customer(FoldedModel):
    """A company that buys through the partner. Its key is its tenant ID."""

    folded_from = ("name", "domain")

    id = models.UUIDField(_("tenant ID"), primary_key=True, default=uuid4, editable=False)
    # Empty where records speak of a customer by its ID alone.
    name = models.CharField(_("name"), max_length=400, blank=True)
    domain = models.CharField(_("domain"), max_length=253, blank=True)
    # Two letters, as in ISO 3166.
    country = models.CharField(_("country"), max_length=2, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    address_line = models.CharField(_("address"), max_length=200, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True)
    relationship = models.CharField(
        _("relationship"),
        max_length=40,
        choices=Relationship.choices,
        default=Relationship.RESELLER,
    )
    qualification = models.CharField(
        _("qualification"),
        max_length=40,
        choices=Qualification.choices,
        default=Qualification.NONE,
    )
    origin = models.CharField(
        _("origin"), max_length=20, choices=Origin.choices, default=Origin.PORTAL
    )
    created_at = models.DateTimeField(_("customer since"), default=timezone.now)

    objects = FoldedQuerySet.as_manager()

    class Meta:
        verbose_name = _("customer")
        verbose_name_plural = _("customers")
        default_permissions = ("view",)
        indexes = (models.Index(fields=["folded", "id"], name="customer_folded"),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(origin__in=Origin.values), name="customer_origin_known"
            ),
        )

    def __str__(self) -> str:
        return self.name or str(self.id)


class Product(FoldedModel):
    """What can be subscribed to."""

    folded_from = ("name", "sku")

    id = models.UUIDField(_("product ID"), primary_key=True, default=uuid4, editable=False)
    name = models.CharField(_("name"), max_length=200)
    # The catalogue's own ID, which orders and records name.
    sku = models.CharField(_("SKU"), max_length=100, unique=True)
    family = models.CharField(_("family"), max_length=100, blank=True)

    objects = FoldedQuerySet.as_manager()

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        default_permissions = ("view",)
        indexes = (models.Index(fields=["folded", "id"], name="product_folded"),)

    def __str__(self) -> str:
        return self.name


class Subscription(FoldedModel):
    """A number of seats of a product that a customer holds for a term."""

    folded_from = ("name",)

    id = models.UUIDField(_("subscription ID"), primary_key=True, default=uuid4, editable=False)
    customer = models.ForeignKey(
        Customer,
        models.PROTECT,
        related_name="subscriptions",
        verbose_name=_("customer"),
        # The composite index below serves.
        db_index=False,
    )
    product = models.ForeignKey(
        Product, models.PROTECT, related_name="subscriptions", verbose_name=_("product")
    )
    name = models.CharField(_("name"), max_length=200)
    quantity = models.PositiveIntegerField(_("quantity"))
    status = models.CharField(
        _("status"), max_length=20, choices=Status.choices, default=Status.PENDING
    )
    term = models.CharField(_("term"), max_length=10, choices=Term.choices)
    billing_cycle = models.CharField(_("billing"), max_length=20, choices=BillingCycle.choices)
    auto_renew = models.BooleanField(_("renews automatically"), default=True)
    commitment_end_at = models.DateTimeField(_("end of the term"), null=True, blank=True)
    is_trial = models.BooleanField(_("trial"), default=False)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)

    objects = FoldedQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        default_permissions = ("view",)
        indexes = (
            models.Index(fields=["folded", "id"], name="subscription_folded"),
            models.Index(fields=["customer", "folded", "id"], name="subscription_customer"),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(quantity__gte=1), name="subscription_quantity_positive"
            ),
            models.CheckConstraint(
                condition=models.Q(status__in=Status.values), name="subscription_status_known"
            ),
            models.CheckConstraint(
                condition=models.Q(term__in=Term.values), name="subscription_term_known"
            ),
            models.CheckConstraint(
                condition=models.Q(billing_cycle__in=BillingCycle.values),
                name="subscription_billing_known",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def badge(self) -> str:
        return STATUS_BADGES[Status(self.status)]

    @property
    def renews(self) -> bool:
        """Whether a new term follows when this one is over."""
        return (
            self.status == Status.ACTIVE and self.auto_renew and self.commitment_end_at is not None
        )

    @property
    def ends(self) -> bool:
        """Whether it runs now, and stops with its term: what is suspended never renews."""
        return (
            self.status in (Status.ACTIVE, Status.SUSPENDED)
            and self.commitment_end_at is not None
            and not self.renews
        )
