from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from activitylog.querysets import RecordedNameQuerySet


class RecordedName(models.Model):
    """A name that entries hold, once, folded for searching: parts of names are looked up here."""

    class Kind(models.TextChoices):
        CUSTOMER = "customer", _("Customer")
        PARTNER_USER = "partner_user", _("Partner user")
        APPLICATION = "application", _("Application")

    kind = models.CharField(max_length=20, choices=Kind.choices)
    text = models.CharField(max_length=400)
    folded = models.CharField(max_length=1200)
    # Text, not a key to customers: empty where the entry names a customer without an id.
    customer = models.CharField(max_length=36)

    objects = RecordedNameQuerySet.as_manager()

    class Meta:
        verbose_name = _("recorded name")
        verbose_name_plural = _("recorded names")
        default_permissions = ()
        constraints = (
            models.UniqueConstraint(fields=["kind", "customer", "text"], name="recorded_name_once"),
        )
        # Each entry asks whether its names are known.
        indexes = (models.Index(fields=["text"], name="recorded_name_text"),)

    def __str__(self) -> str:
        return self.text
