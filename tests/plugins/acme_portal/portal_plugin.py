"""What Acme Backup adds to the portal: restores that were tested, and how they are shown."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.plugins import (
    ActionType,
    ResourceType,
    action_types,
    customer_resolvers,
    detail_renderers,
    ingestion_sources,
    overview_parts,
    pull_sources,
    resource_types,
)

from .details import RestoreTest
from .overview import AcmeOverview
from .pull import RestoreLogs
from .resolver import AcmeTenants
from .source import RestoreLog

resource_types.register(ResourceType(code="acme_backup", label=_("Backup by Acme"), icon="product"))
action_types.register(
    ActionType(
        code="acme_test_restore",
        label=_("Tested a restore"),
        phrase=_("tested whether a backup can be restored"),
        resource_type="acme_backup",
    )
)
detail_renderers.register(RestoreTest())
ingestion_sources.register(RestoreLog())
pull_sources.register(RestoreLogs())
customer_resolvers.register(AcmeTenants())
overview_parts.register(AcmeOverview())
