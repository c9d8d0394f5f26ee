"""What the activity log brings itself: the sections of the details, its own files and actions, and
its part of the overview."""

from __future__ import annotations

from activitylog.csv_source import CsvSource
from activitylog.details.sections import AsReceived, Comparison, KeyValues, OrderLines
from activitylog.overview import LogOverview
from activitylog.own_actions import OWN_ACTION_TYPES, OWN_RESOURCE_TYPES
from portal.plugins import (
    action_types,
    detail_renderers,
    ingestion_sources,
    overview_parts,
    resource_types,
)

# What was ordered comes first: it is what the reader of an order looks for.
for renderer in (OrderLines(), Comparison(), KeyValues(), AsReceived()):
    detail_renderers.register(renderer)
ingestion_sources.register(CsvSource())
overview_parts.register(LogOverview())
for resource_type in OWN_RESOURCE_TYPES:
    resource_types.register(resource_type)
for action_type in OWN_ACTION_TYPES:
    action_types.register(action_type)
