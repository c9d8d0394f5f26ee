"""What a token can be good for. A scope narrows what its owner may do, and never adds to it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

SCOPES = {
    "activity:read": _("Read the activity log"),
    "activity:export": _("Export the activity log"),
    "activity:write": _("Add entries to the activity log"),
    "customers:read": _("Read customers and what belongs to them"),
    "customers:write": _("Change customers and what belongs to them"),
    "analytics:read": _("Read the reports of analytics, with names of customers and users"),
}
