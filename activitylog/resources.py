"""The columns of an entry, for the export of the log and for reading it back."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from activitylog.actions import action_label
from activitylog.models import ActivityEntry
from portal.exports import Column, ExportResource, IdText, IsoText, UtcText


class ActivityEntryResource(ExportResource):
    """The columns of an entry, in order. The list's export, the commands and the importer of
    our own files all go by these."""

    occurred_at = Column("occurred_at", _("Date-Time (UTC)"), expression=UtcText, json_as=IsoText)
    customer_name = Column("customer_name", _("Affected customer"))
    action_label = Column("action", _("Action"), label=action_label)
    partner_user = Column("partner_user", _("Partner user"))
    status = Column("status", _("Status"))
    resource_type = Column("resource_type", _("Resource type"))
    resource_id = Column("resource_id", _("Resource ID"))
    application = Column("application", _("Application"))
    customer = Column("customer_id", _("Customer ID"), expression=IdText)
    action = Column("action", _("Operation type"))
    details = Column("details", _("Details"), raw_json=True)
    id = Column("id", _("Entry ID"), expression=IdText)

    class Meta:
        model = ActivityEntry
        fields = (
            "occurred_at",
            "customer_name",
            "action_label",
            "partner_user",
            "status",
            "resource_type",
            "resource_id",
            "application",
            "customer",
            "action",
            "details",
            "id",
        )
