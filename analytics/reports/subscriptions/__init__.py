"""Subscriptions: what is sold, renewed and lost."""

from __future__ import annotations

from analytics.reports.subscriptions.report import subscriptions_report

__all__ = ["subscriptions_report"]
