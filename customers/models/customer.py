from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from customers.folding import FoldedModel, FoldedQuerySet
from customers.models.checks import (
    country_code,
    culture_code,
    currency_code,
    domain_name,
    given,
    known,
)
from customers.states import Origin, Qualification, Relationship
from customers.validators import is_country, is_culture, is_currency, is_domain
from customers.versions import VersionedModel


class Customer(FoldedModel, VersionedModel):
    """A company that buys through the partner. Its key is its tenant ID."""

    folded_from = ("name", "domain")

    id = models.UUIDField(_("tenant ID"), primary_key=True, default=uuid4, editable=False)
    # Empty where records speak of a customer by its ID alone.
    name = models.CharField(_("company name"), max_length=400, blank=True)
    domain = models.CharField(_("domain"), max_length=253, blank=True, validators=[is_domain])
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
    registration_number = models.CharField(
        _("company registration number"), max_length=100, blank=True
    )
    # The billing profile.
    contact_first_name = models.CharField(_("contact's first name"), max_length=50, blank=True)
    contact_last_name = models.CharField(_("contact's last name"), max_length=50, blank=True)
    email = models.EmailField(_("contact's e-mail"), max_length=320, blank=True)
    phone_number = models.CharField(_("phone"), max_length=40, blank=True)
    address_line = models.CharField(_("address"), max_length=200, blank=True)
    address_line_2 = models.CharField(_("address, second line"), max_length=200, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True)
    city = models.CharField(_("city"), max_length=100, blank=True)
    region = models.CharField(_("region"), max_length=100, blank=True)
    # Two letters, as in ISO 3166.
    country = models.CharField(_("country"), max_length=2, blank=True, validators=[is_country])
    culture = models.CharField(_("culture"), max_length=10, blank=True, validators=[is_culture])
    # Three letters, as in ISO 4217.
    currency = models.CharField(
        _("currency"), max_length=3, default="EUR", validators=[is_currency]
    )

    origin = models.CharField(
        _("origin"), max_length=20, choices=Origin.choices, default=Origin.PORTAL
    )
    created_at = models.DateTimeField(_("customer since"), default=timezone.now)

    objects = FoldedQuerySet.as_manager()

    class Meta:
        verbose_name = _("customer")
        verbose_name_plural = _("customers")
        default_permissions = ("view", "add", "change")
        permissions = (
            ("view_customer_subscriptions", "Can open a customer's subscriptions"),
            ("request_relationship", "Can request a reseller relationship"),
            ("remove_relationship", "Can remove a reseller relationship"),
            ("export_customer", "Can export customers"),
            ("import_customer", "Can import customers"),
        )
        indexes = (models.Index(fields=["folded", "id"], name="customer_folded"),)
        constraints = (
            models.CheckConstraint(condition=known("origin", Origin), name="customer_origin_known"),
            models.CheckConstraint(
                condition=known("relationship", Relationship), name="customer_relationship_known"
            ),
            models.CheckConstraint(
                condition=known("qualification", Qualification), name="customer_qualification_known"
            ),
            models.CheckConstraint(
                condition=models.Q(origin=Origin.IMPORTED) | given("name"), name="customer_named"
            ),
            models.CheckConstraint(condition=domain_name("domain"), name="customer_domain_written"),
            models.CheckConstraint(
                condition=country_code("country"), name="customer_country_written"
            ),
            models.CheckConstraint(
                condition=culture_code("culture"), name="customer_culture_written"
            ),
            models.CheckConstraint(
                condition=currency_code("currency"), name="customer_currency_written"
            ),
            models.UniqueConstraint(
                fields=["domain"], condition=~models.Q(domain=""), name="customer_domain_once"
            ),
        )

    def __str__(self) -> str:
        return self.name or str(self.id)

    @property
    def contact_name(self) -> str:
        return f"{self.contact_first_name} {self.contact_last_name}".strip()
