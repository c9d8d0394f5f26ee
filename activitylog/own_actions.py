"""What the portal itself records besides the vocabulary of Partner Center: the log of the log."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.plugins import ActionType, ResourceType

OWN_RESOURCE_TYPES = (ResourceType(code="file", label=_("File"), icon="doc"),)

OWN_ACTION_TYPES = (
    ActionType(
        code="sign_in",
        label=_("Signed in"),
        phrase=_("signed in"),
        resource_type="partner_user",
    ),
    ActionType(
        code="sign_in_failed",
        label=_("Failed to sign in"),
        phrase=_("failed to sign in"),
        resource_type="partner_user",
    ),
    ActionType(
        code="sign_out",
        label=_("Signed out"),
        phrase=_("signed out"),
        resource_type="partner_user",
    ),
    ActionType(
        code="export_file",
        label=_("Exported a file"),
        phrase=_("exported a file"),
        resource_type="file",
    ),
    ActionType(
        code="import_file",
        label=_("Imported a file"),
        phrase=_("imported a file"),
        resource_type="file",
    ),
)
