"""Rows that know how often they were changed, and when last."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class VersionedModel(models.Model):
    """A row that services change: `version` counts the changes, so that nobody overwrites what
    they have not seen; `changed_at` orders them."""

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now, editable=False)

    class Meta:
        abstract = True

    def moment_after(self, now: datetime) -> datetime:
        """Now, or just after the last change where the clock says otherwise.

        SQLite's clock counts milliseconds, and clocks are set back: entries of one row must be
        in the order of its changes all the same.
        """
        return max(now, self.changed_at + timedelta(microseconds=1))
