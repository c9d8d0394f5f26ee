from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from customers.models.customer_user import CustomerUser
from customers.models.subscription import Subscription


class LicenseAssignment(models.Model):
    """A seat of a subscription that a customer's user has."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    customer_user = models.ForeignKey(
        CustomerUser,
        models.PROTECT,
        related_name="licenses",
        verbose_name=_("customer user"),
        # The constraint below serves.
        db_index=False,
    )
    subscription = models.ForeignKey(
        Subscription, models.PROTECT, related_name="licenses", verbose_name=_("subscription")
    )
    assigned_at = models.DateTimeField(_("assigned at"), default=timezone.now)

    class Meta:
        verbose_name = _("license")
        verbose_name_plural = _("licenses")
        default_permissions = ()
        permissions = (
            ("assign_license", "Can assign and take back a user's licenses"),
            ("assign_licenses_in_bulk", "Can assign and take back licenses of many users"),
        )
        constraints = (
            models.UniqueConstraint(
                fields=["customer_user", "subscription"], name="license_assigned_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.customer_user} · {self.subscription}"
