from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Tenant(models.Model):
    """A customer as Acme knows them: whoever is in here gets a backup plan."""

    # No foreign key: whether and when the portal knows the customer is not Acme's to say.
    id = models.UUIDField(_("tenant ID"), primary_key=True)
    name = models.CharField(_("name"), max_length=400, blank=True)

    class Meta:
        verbose_name = _("tenant")
        verbose_name_plural = _("tenants")

    def __str__(self) -> str:
        return self.name or str(self.id)
