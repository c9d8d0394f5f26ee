from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class PullState(models.Model):
    """How far the pull from a source has come: what stands here, is in the log."""

    source = models.CharField(primary_key=True, max_length=100)
    # The source's own business, as JSON text.
    state = models.TextField()
    updated_at = models.DateTimeField(auto_now=True)
    # When a pull last came to its end.
    completed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("state of a pull")
        verbose_name_plural = _("states of pulls")
        default_permissions = ()

    def __str__(self) -> str:
        return self.source
