"""What the activity log brings itself: the sections of the details, and its own files."""

from __future__ import annotations

from activitylog.csv_source import CsvSource
from activitylog.details.sections import AsReceived, Comparison, KeyValues, OrderLines
from portal.plugins import detail_renderers, ingestion_sources

for renderer in (Comparison(), OrderLines(), KeyValues(), AsReceived()):
    detail_renderers.register(renderer)
ingestion_sources.register(CsvSource())
