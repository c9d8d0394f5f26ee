from __future__ import annotations

from analytics.reports.licenses.report import licenses_report

__all__ = ["licenses_report"]
