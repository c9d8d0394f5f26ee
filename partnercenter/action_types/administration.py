from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from partnercenter.action_types.table import about

ADMINISTRATION_ACTIONS = (
    *about(
        "granular_admin_relationship",
        (
            "granular_admin_relationship_approved",
            _("Granular admin relationship approved"),
            _("approved a granular admin relationship"),
        ),
        ("granular_admin_relationship_activated", _("Granular admin relationship activated"), ""),
        (
            "granular_admin_relationship_termination_requested",
            _("Granular admin relationship termination requested"),
            _("requested the end of a granular admin relationship"),
        ),
        (
            "granular_admin_relationship_terminated",
            _("Granular admin relationship terminated"),
            _("terminated a granular admin relationship"),
        ),
        ("granular_admin_relationship_expired", _("Granular admin relationship expired"), ""),
        ("granular_admin_relationship_cleaned_up", _("Granular admin relationship cleaned up"), ""),
    ),
    *about(
        "granular_admin_access_assignment",
        (
            "granular_admin_access_assignment_created",
            _("Granular admin access assignment created"),
            _("created a granular admin access assignment"),
        ),
        (
            "granular_admin_access_assignment_updated",
            _("Granular admin access assignment updated"),
            _("updated a granular admin access assignment"),
        ),
        (
            "granular_admin_access_assignment_deleted",
            _("Granular admin access assignment deleted"),
            _("deleted a granular admin access assignment"),
        ),
        (
            "granular_admin_access_assignment_activated",
            _("Granular admin access assignment activated"),
            "",
        ),
    ),
    *about(
        "partner_customer_dap",
        (
            "dap_admin_relationship_approved",
            _("Delegated admin relationship approved"),
            _("approved a delegated admin relationship"),
        ),
        (
            "dap_admin_relationship_terminated",
            _("Delegated admin relationship terminated"),
            _("terminated a delegated admin relationship"),
        ),
        (
            "dap_admin_relationship_terminated_by_microsoft",
            _("Delegated admin relationship terminated by the vendor"),
            "",
        ),
    ),
    *about(
        "policy",
        ("policy_created", _("Policy created"), _("created a policy")),
        ("policy_updated", _("Policy updated"), _("updated a policy")),
        ("policy_deleted", _("Policy deleted"), _("deleted a policy")),
    ),
    *about(
        "device",
        ("device_updated", _("Device updated"), _("updated a device")),
        ("devices_update_attempted", _("Devices update attempted"), _("tried to update devices")),
        ("device_deleted", _("Device deleted"), _("deleted a device")),
        (
            "devices_upload_to_new_batch_attempted",
            _("Device upload to a new batch attempted"),
            _("tried to upload devices to a new batch"),
        ),
        (
            "devices_upload_to_existing_batch_attempted",
            _("Device upload to an existing batch attempted"),
            _("tried to upload devices to an existing batch"),
        ),
    ),
)
