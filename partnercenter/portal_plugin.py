"""What Partner Center calls things, and how its audit records are read and fetched."""

from __future__ import annotations

from partnercenter.action_types import ACTION_TYPES
from partnercenter.pulling.source import PartnerCenterPull
from partnercenter.resource_types import RESOURCE_TYPES
from partnercenter.source import PartnerCenterSource
from portal.plugins import action_types, ingestion_sources, pull_sources, resource_types

for resource_type in RESOURCE_TYPES:
    resource_types.register(resource_type)
for action_type in ACTION_TYPES:
    action_types.register(action_type)
ingestion_sources.register(PartnerCenterSource())
pull_sources.register(PartnerCenterPull())
