from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from customers.folding import FoldedModel, FoldedQuerySet
from customers.models.checks import country_code, given
from customers.models.customer import Customer
from customers.states import UserState
from customers.validators import is_country, is_user_principal_name
from customers.versions import VersionedModel


class CustomerUser(FoldedModel, VersionedModel):
    """Someone who works at a customer and has an account there."""

    folded_from = ("display_name", "user_principal_name")

    id = models.UUIDField(_("user ID"), primary_key=True, default=uuid4, editable=False)
    customer = models.ForeignKey(
        Customer,
        models.PROTECT,
        related_name="users",
        verbose_name=_("customer"),
        # The composite index below serves.
        db_index=False,
    )
    user_principal_name = models.CharField(
        _("user principal name"), max_length=320, validators=[is_user_principal_name]
    )
    first_name = models.CharField(_("first name"), max_length=64, blank=True)
    last_name = models.CharField(_("last name"), max_length=64, blank=True)
    display_name = models.CharField(_("display name"), max_length=256)
    # Two letters, as in ISO 3166; licenses may be assigned only where they may be used.
    usage_location = models.CharField(
        _("usage location"), max_length=2, blank=True, validators=[is_country]
    )
    phone_number = models.CharField(_("phone"), max_length=40, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=UserState.choices, default=UserState.ACTIVE
    )
    # Restorable for 30 days from then on.
    soft_deleted_at = models.DateTimeField(_("deleted at"), null=True, blank=True)
    created_at = models.DateTimeField(_("created at"), default=timezone.now)

    objects = FoldedQuerySet.as_manager()

    class Meta:
        verbose_name = _("customer user")
        verbose_name_plural = _("customer users")
        default_permissions = ("view",)
        permissions = (
            ("manage_customeruser", "Can create, change, delete and restore customer users"),
            ("export_customeruser", "Can export customer users"),
            ("import_customeruser", "Can import customer users"),
        )
        indexes = (
            models.Index(fields=["folded", "id"], name="customer_user_folded"),
            models.Index(fields=["customer", "folded", "id"], name="customer_user_customer"),
        )
        constraints = (
            models.CheckConstraint(
                condition=given("user_principal_name")
                & models.Q(user_principal_name__contains="@"),
                name="customer_user_principal_written",
            ),
            models.CheckConstraint(condition=given("display_name"), name="customer_user_named"),
            models.CheckConstraint(
                condition=country_code("usage_location"), name="customer_user_location_written"
            ),
            # A deleted user's name is free for someone else.
            models.UniqueConstraint(
                Lower("user_principal_name"),
                condition=models.Q(state=UserState.ACTIVE),
                name="customer_user_principal_once",
            ),
            models.CheckConstraint(
                condition=models.Q(state=UserState.ACTIVE, soft_deleted_at__isnull=True)
                | models.Q(state=UserState.INACTIVE, soft_deleted_at__isnull=False),
                name="customer_user_state_dated",
            ),
        )

    def __str__(self) -> str:
        return self.display_name
