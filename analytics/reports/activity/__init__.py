"""The activity log as numbers: who does what, when, how often it fails, and what is unusual."""

from __future__ import annotations

from analytics.reports.activity.report import activity_report

__all__ = ["activity_report"]
