from __future__ import annotations

from analytics.reports.revenue.report import revenue_report

__all__ = ["revenue_report"]
