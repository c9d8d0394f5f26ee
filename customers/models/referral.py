from __future__ import annotations

from uuid import uuid4

from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from customers.folding import FoldedModel, FoldedQuerySet
from customers.models.checks import currency_code, given, known, present
from customers.models.customer import Customer
from customers.states import (
    REFERRAL_BADGES,
    SUBSTATUSES,
    ReferralQualification,
    ReferralStatus,
    ReferralSubstatus,
    ReferralType,
)
from customers.validators import is_currency
from customers.versions import VersionedModel


def substatus_fits() -> models.Q:
    """Each status has its own substatuses."""
    fitting = models.Q()
    for status, substatuses in SUBSTATUSES.items():
        fitting |= models.Q(status=status, substatus__in=substatuses)
    return fitting


class Referral(FoldedModel, VersionedModel):
    """A chance to sell something, to a customer or to a company that may become one."""

    folded_from = ("name", "company_name")

    id = models.UUIDField(_("referral ID"), primary_key=True, default=uuid4, editable=False)
    # Shared by the referrals of all partners who work on the same deal.
    engagement_id = models.UUIDField(_("engagement ID"), default=uuid4, editable=False)
    customer = models.ForeignKey(
        Customer,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="referrals",
        verbose_name=_("customer"),
        # The composite index below serves.
        db_index=False,
    )
    company_name = models.CharField(_("company"), max_length=400, blank=True)
    name = models.CharField(_("name"), max_length=200)
    external_reference_id = models.CharField(_("your reference"), max_length=200, blank=True)
    status = models.CharField(
        _("status"), max_length=20, choices=ReferralStatus.choices, default=ReferralStatus.NEW
    )
    substatus = models.CharField(
        _("substatus"),
        max_length=20,
        choices=ReferralSubstatus.choices,
        default=ReferralSubstatus.PENDING,
    )
    status_reason = models.CharField(_("reason"), max_length=400, blank=True)
    referral_type = models.CharField(
        _("type"),
        max_length=20,
        choices=ReferralType.choices,
        default=ReferralType.INDEPENDENT,
    )
    qualification = models.CharField(
        _("qualification"),
        max_length=40,
        choices=ReferralQualification.choices,
        default=ReferralQualification.DIRECT,
    )
    deal_value = models.DecimalField(
        _("value"), max_digits=14, decimal_places=2, default=0, validators=[MinValueValidator(0)]
    )
    currency = models.CharField(
        _("currency"), max_length=3, default="EUR", validators=[is_currency]
    )
    closing_on = models.DateField(_("expected to close on"), null=True, blank=True)
    notes = models.TextField(_("notes"), max_length=4000, blank=True)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)

    objects = FoldedQuerySet.as_manager()

    class Meta:
        verbose_name = _("referral")
        verbose_name_plural = _("referrals")
        default_permissions = ("view",)
        permissions = (
            ("manage_referral", "Can create and change referrals"),
            ("export_referral", "Can export referrals"),
        )
        indexes = (
            models.Index(fields=["created_at", "id"], name="referral_created"),
            models.Index(fields=["customer", "created_at", "id"], name="referral_customer"),
        )
        constraints = (
            models.CheckConstraint(condition=substatus_fits(), name="referral_substatus_fits"),
            models.CheckConstraint(
                condition=known("referral_type", ReferralType), name="referral_type_known"
            ),
            models.CheckConstraint(
                condition=known("qualification", ReferralQualification),
                name="referral_qualification_known",
            ),
            models.CheckConstraint(condition=given("name"), name="referral_named"),
            models.CheckConstraint(
                condition=present("customer") | given("company_name"), name="referral_company_named"
            ),
            models.CheckConstraint(
                condition=currency_code("currency"), name="referral_currency_written"
            ),
            models.CheckConstraint(
                condition=models.Q(deal_value__gte=0), name="referral_value_not_negative"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def badge(self) -> str:
        return REFERRAL_BADGES[ReferralStatus(self.status)]
