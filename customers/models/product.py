from __future__ import annotations

from decimal import Decimal
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from customers.folding import FoldedModel, FoldedQuerySet
from customers.models.checks import currency_code, given, other_than
from customers.states import NOTHING, BillingCycle, Term
from customers.validators import is_currency, is_family
from customers.versions import VersionedModel


def are_terms(codes: object) -> None:
    _are_of(codes, Term.values)


def are_billing_cycles(codes: object) -> None:
    _are_of(codes, BillingCycle.values)


def _are_of(codes: object, known: list[str]) -> None:
    if not isinstance(codes, list) or not codes or not set(codes) <= set(known):
        raise ValidationError(
            _("Choose one or several of %(known)s."), params={"known": ", ".join(known)}
        )


def every_term() -> list[str]:
    return list(Term.values)


def usual_cycles() -> list[str]:
    return [BillingCycle.MONTHLY.value, BillingCycle.ANNUAL.value]


class Product(FoldedModel, VersionedModel):
    """What can be subscribed to."""

    folded_from = ("name", "sku")

    id = models.UUIDField(_("product ID"), primary_key=True, default=uuid4, editable=False)
    name = models.CharField(_("name"), max_length=200)
    # The catalogue's own ID, which orders and records name.
    sku = models.CharField(_("SKU"), max_length=100, unique=True)
    family = models.CharField(_("family"), max_length=100, blank=True, validators=[is_family])
    minimum_quantity = models.PositiveIntegerField(
        _("fewest seats"), default=1, validators=[MinValueValidator(1)]
    )
    maximum_quantity = models.PositiveIntegerField(
        _("most seats"), default=10_000, validators=[MinValueValidator(1)]
    )
    terms = models.JSONField(_("terms"), default=every_term, validators=[are_terms])
    billing_cycles = models.JSONField(
        _("billing cycles"), default=usual_cycles, validators=[are_billing_cycles]
    )
    is_trial = models.BooleanField(_("trial"), default=False)
    converts_to = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="trials",
        verbose_name=_("becomes when paid for"),
    )
    is_add_on = models.BooleanField(_("add-on"), default=False)
    is_available = models.BooleanField(_("can be ordered"), default=True)
    # Of one seat for one month, before tax.
    list_price = models.DecimalField(
        _("list price per seat and month"),
        max_digits=12,
        decimal_places=2,
        default=Decimal(0),
        validators=[MinValueValidator(0)],
    )
    currency = models.CharField(
        _("currency"), max_length=3, default="EUR", validators=[is_currency]
    )

    objects = FoldedQuerySet.as_manager()

    class Meta:
        verbose_name = _("product")
        verbose_name_plural = _("products")
        default_permissions = ("view",)
        permissions = (
            ("manage_product", "Can add and change products"),
            ("export_product", "Can export products"),
            ("import_product", "Can import products"),
        )
        indexes = (models.Index(fields=["folded", "id"], name="product_folded"),)
        constraints = (
            models.CheckConstraint(condition=given("name"), name="product_named"),
            models.CheckConstraint(condition=given("sku"), name="product_sku_given"),
            models.CheckConstraint(
                condition=other_than("family", NOTHING), name="product_family_not_the_code_of_none"
            ),
            models.CheckConstraint(
                condition=currency_code("currency"), name="product_currency_written"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    minimum_quantity__gte=1, maximum_quantity__gte=models.F("minimum_quantity")
                ),
                name="product_quantities_ordered",
            ),
            models.CheckConstraint(
                condition=models.Q(list_price__gte=0), name="product_price_not_negative"
            ),
            models.CheckConstraint(
                condition=models.Q(converts_to__isnull=True) | models.Q(is_trial=True),
                name="product_only_trials_convert",
            ),
            models.CheckConstraint(
                condition=models.Q(converts_to__isnull=True)
                | ~models.Q(converts_to=models.F("id")),
                name="product_converts_to_another",
            ),
        )

    def __str__(self) -> str:
        return self.name
