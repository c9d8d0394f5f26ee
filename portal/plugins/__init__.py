"""The hooks: what a Django app may add to the portal from its `portal_plugin` module.

Each hook is a registry that an app fills when its `portal_plugin` module is imported. The
portal's own apps register what they bring in the same way. `docs/plugins.md` shows each hook.
"""

from __future__ import annotations

from portal.plugins.actions import ActionType, ResourceType, Text, action_types, resource_types
from portal.plugins.customers import CustomerResolver, customer_resolvers
from portal.plugins.details import DetailRenderer, Entry, detail_renderers
from portal.plugins.overview import (
    HealthRow,
    Overview,
    OverviewPart,
    Panel,
    Task,
    overview_parts,
)
from portal.plugins.pulling import Pulled, PullError, PullSource, pull_sources
from portal.plugins.registry import PluginError, Registry
from portal.plugins.sources import IngestionSource, Reading, Record, Refusal, ingestion_sources

HOOKS = (
    action_types,
    resource_types,
    detail_renderers,
    ingestion_sources,
    pull_sources,
    customer_resolvers,
    overview_parts,
)

__all__ = [
    "HOOKS",
    "ActionType",
    "CustomerResolver",
    "DetailRenderer",
    "Entry",
    "HealthRow",
    "IngestionSource",
    "Overview",
    "OverviewPart",
    "Panel",
    "PluginError",
    "PullError",
    "PullSource",
    "Pulled",
    "Reading",
    "Record",
    "Refusal",
    "Registry",
    "ResourceType",
    "Task",
    "Text",
    "action_types",
    "customer_resolvers",
    "detail_renderers",
    "ingestion_sources",
    "overview_parts",
    "pull_sources",
    "resource_types",
]
