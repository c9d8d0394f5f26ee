from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from customers.folding import FoldedModel, FoldedQuerySet
from customers.models.checks import currency_code, given, known, missing, present
from customers.models.customer import Customer
from customers.models.product import Product
from customers.states import BEGUN, DEPROVISIONED, STATUS_BADGES, BillingCycle, Status, Term
from customers.versions import VersionedModel


def dated_by_status() -> Q:
    """What has begun has a term; and time ends every status but the last."""
    after_pending = (Status.ACTIVE, Status.SUSPENDED, Status.EXPIRED, Status.DISABLED)
    begun = present("effective_start_at", "commitment_end_at")
    not_begun = missing("effective_start_at", "commitment_end_at")
    ending, final = present("current_state_end_at"), missing("current_state_end_at")
    return (
        (Q(status=Status.PENDING) & not_begun & ending)
        | (Q(status__in=after_pending) & begun & ending)
        # Cancelled, it may never have begun.
        | (Q(status=Status.DELETED) & (begun | not_begun) & final)
    )


class Subscription(FoldedModel, VersionedModel):
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
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="add_ons",
        verbose_name=_("add-on of"),
    )
    name = models.CharField(_("name"), max_length=200)
    quantity = models.PositiveIntegerField(_("quantity"))
    # How many licenses are assigned: kept here so that the database itself can refuse one too many.
    assigned_quantity = models.PositiveIntegerField(_("assigned seats"), default=0)
    status = models.CharField(
        _("status"), max_length=20, choices=Status.choices, default=Status.PENDING
    )
    term = models.CharField(_("term"), max_length=10, choices=Term.choices)
    billing_cycle = models.CharField(_("billing"), max_length=20, choices=BillingCycle.choices)
    auto_renew = models.BooleanField(_("renews automatically"), default=True)
    # From the next term on; empty where nothing will change.
    renewal_term = models.CharField(
        _("term after renewal"), max_length=10, choices=Term.choices, blank=True
    )
    renewal_billing_cycle = models.CharField(
        _("billing after renewal"), max_length=20, choices=BillingCycle.choices, blank=True
    )
    # Of one seat for one month, before tax: the list price when the term began.
    unit_price = models.DecimalField(
        _("price per seat and month"), max_digits=12, decimal_places=2, default=Decimal(0)
    )
    currency = models.CharField(_("currency"), max_length=3, default="EUR")
    created_at = models.DateTimeField(_("created at"), default=timezone.now)
    # When the first of its terms began: the days of all later ones follow from it.
    effective_start_at = models.DateTimeField(_("began at"), null=True, blank=True)
    commitment_end_at = models.DateTimeField(_("end of the term"), null=True, blank=True)
    last_renewed_at = models.DateTimeField(_("last renewed at"), null=True, blank=True)
    # When time alone changes the status next.
    current_state_end_at = models.DateTimeField(_("end of the status"), null=True, blank=True)
    cancellation_allowed_until_at = models.DateTimeField(
        _("can be cancelled until"), null=True, blank=True
    )
    # Seats that can be given back: a list of {"quantity", "allowed_until"}.
    refundable = models.JSONField(_("seats that can be given back"), default=list, blank=True)
    suspended_at = models.DateTimeField(_("suspended at"), null=True, blank=True)
    deprovisioned_at = models.DateTimeField(_("deprovisioned at"), null=True, blank=True)
    is_trial = models.BooleanField(_("trial"), default=False)
    # The product that was tried; stays when the trial has become a paid subscription.
    trial_product = models.ForeignKey(
        Product,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("tried product"),
    )
    trial_start_at = models.DateTimeField(_("trial began at"), null=True, blank=True)
    trial_end_at = models.DateTimeField(_("end of the trial"), null=True, blank=True)
    trial_converted_at = models.DateTimeField(_("trial converted at"), null=True, blank=True)

    objects = FoldedQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        default_permissions = ("view",)
        permissions = (
            ("change_quantity", "Can change the quantity of subscriptions"),
            ("manage_lifecycle", "Can suspend, reactivate, rename and renew subscriptions"),
            ("cancel_subscription", "Can cancel subscriptions"),
            ("change_billing", "Can change term and billing at renewal"),
            ("upgrade_subscription", "Can upgrade subscriptions"),
            ("convert_trial", "Can convert trials"),
            ("export_subscription", "Can export subscriptions"),
            ("import_subscription", "Can import changes of subscriptions"),
        )
        indexes = (
            models.Index(fields=["folded", "id"], name="subscription_folded"),
            models.Index(fields=["customer", "folded", "id"], name="subscription_customer"),
            models.Index(fields=["status", "folded", "id"], name="subscription_status"),
            models.Index(fields=["current_state_end_at", "id"], name="subscription_state_end"),
            models.Index(fields=["created_at", "id"], name="subscription_created"),
            # What ends or was renewed in some days: for what needs attention, and reports.
            models.Index(fields=["commitment_end_at", "id"], name="subscription_term_end"),
            models.Index(fields=["last_renewed_at", "id"], name="subscription_renewed"),
            models.Index(
                fields=["trial_end_at", "id"],
                name="subscription_trial_end",
                condition=Q(is_trial=True),
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(quantity__gte=1), name="subscription_quantity_positive"
            ),
            models.CheckConstraint(
                condition=Q(assigned_quantity__lte=F("quantity")),
                name="subscription_never_oversold",
            ),
            models.CheckConstraint(condition=given("name"), name="subscription_named"),
            models.CheckConstraint(
                condition=known("status", Status), name="subscription_status_known"
            ),
            models.CheckConstraint(condition=known("term", Term), name="subscription_term_known"),
            models.CheckConstraint(
                condition=known("billing_cycle", BillingCycle), name="subscription_billing_known"
            ),
            models.CheckConstraint(
                condition=currency_code("currency"), name="subscription_currency_written"
            ),
            models.CheckConstraint(condition=dated_by_status(), name="subscription_status_dated"),
            models.CheckConstraint(
                condition=Q(commitment_end_at__gt=F("effective_start_at")),
                name="subscription_term_ends_after_start",
            ),
            models.CheckConstraint(
                condition=Q(renewal_term__in=["", *Term.values])
                & Q(renewal_billing_cycle__in=["", *BillingCycle.values]),
                name="subscription_renewal_known",
            ),
            models.CheckConstraint(
                condition=Q(status__in=DEPROVISIONED, deprovisioned_at__isnull=False)
                | (~Q(status__in=DEPROVISIONED) & Q(deprovisioned_at__isnull=True)),
                name="subscription_deprovisioned_dated",
            ),
            models.CheckConstraint(
                condition=Q(status=Status.SUSPENDED, suspended_at__isnull=False)
                | (~Q(status=Status.SUSPENDED) & Q(suspended_at__isnull=True)),
                name="subscription_suspended_dated",
            ),
            models.CheckConstraint(
                condition=Q(is_trial=False)
                | Q(
                    trial_product__isnull=False,
                    trial_start_at__isnull=False,
                    trial_end_at__isnull=False,
                    trial_end_at__gt=F("trial_start_at"),
                    trial_converted_at__isnull=True,
                ),
                name="subscription_trial_dated",
            ),
            models.CheckConstraint(
                condition=Q(trial_converted_at__isnull=True) | Q(trial_product__isnull=False),
                name="subscription_converted_was_trial",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="subscription_not_its_own_add_on",
            ),
            models.CheckConstraint(
                condition=Q(unit_price__gte=0), name="subscription_price_not_negative"
            ),
            models.UniqueConstraint(
                fields=["customer", "trial_product"],
                condition=Q(trial_product__isnull=False),
                name="subscription_tried_once",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def badge(self) -> str:
        return STATUS_BADGES[Status(self.status)]

    @property
    def free_quantity(self) -> int:
        return self.quantity - self.assigned_quantity

    @property
    def monthly_price(self) -> Decimal:
        """What it costs a month at the price of this term, before tax; trials cost nothing."""
        return Decimal(0) if self.is_trial else self.unit_price * self.quantity

    @property
    def renews(self) -> bool:
        """Whether a new term follows when this one is over."""
        return (
            self.status == Status.ACTIVE and self.auto_renew and self.commitment_end_at is not None
        )

    @property
    def ends(self) -> bool:
        """Whether it runs now, and stops with its term: what is suspended never renews."""
        return self.status in BEGUN and self.commitment_end_at is not None and not self.renews
