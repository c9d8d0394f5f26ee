from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from activitylog.actions import action_label
from activitylog.querysets import ActivityEntryQuerySet


class ActivityEntry(models.Model):
    """One thing that happened. Written once, by a service; never edited, never deleted."""

    # The key orders entries by occurred_at: see activitylog.keys.
    id = models.UUIDField(_("entry ID"), primary_key=True, editable=False)
    occurred_at = models.DateTimeField(_("date and time"))
    recorded_at = models.DateTimeField(_("recorded at"))
    customer = models.ForeignKey(
        "customers.Customer",
        models.PROTECT,
        null=True,
        related_name="activity",
        verbose_name=_("customer"),
        # The composite index below serves.
        db_index=False,
    )
    # Text as it was then, so that a list needs no join and renaming changes no history.
    customer_name = models.CharField(_("affected customer"), max_length=400)
    partner_user = models.CharField(_("partner user"), max_length=320)
    application = models.CharField(_("application"), max_length=200)
    # No choices: sources and plugins bring values of their own, and all are kept.
    action = models.CharField(_("action"), max_length=200)
    resource_type = models.CharField(_("resource type"), max_length=200)
    resource_id = models.CharField(_("resource ID"), max_length=400)
    status = models.CharField(_("status"), max_length=100)
    # JSON as the very text that came: parsing and writing it again would lose big numbers,
    # the order of keys and the spelling of escapes.
    old_value = models.TextField(_("old value"), null=True)
    new_value = models.TextField(_("new value"), null=True)
    details = models.TextField(_("details"), null=True)
    extra = models.TextField(_("extra"), null=True)
    source = models.CharField(_("source"), max_length=100)
    external_id = models.CharField(_("external ID"), max_length=600)
    correlation_id = models.CharField(_("correlation ID"), max_length=200)

    objects = ActivityEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity entry")
        verbose_name_plural = _("activity log")
        ordering = ("-id",)
        default_permissions = ("view",)
        permissions = (
            ("export_activityentry", "Can export the activity log"),
            ("import_activityentry", "Can import into the activity log"),
        )
        indexes = (
            models.Index(fields=["customer", "id"], name="entry_customer"),
            models.Index(fields=["action", "id"], name="entry_action"),
            models.Index(fields=["partner_user", "id"], name="entry_partner_user"),
            models.Index(fields=["resource_id", "id"], name="entry_resource"),
            models.Index(fields=["correlation_id", "id"], name="entry_correlation"),
            models.Index(fields=["status", "id"], name="entry_status"),
            models.Index(fields=["resource_type", "id"], name="entry_resource_type"),
            models.Index(fields=["recorded_at", "id"], name="entry_recorded"),
        )

    def __str__(self) -> str:
        return f"{action_label(self.action)} ({self.occurred_at:%Y-%m-%d %H:%M:%S} UTC)"
