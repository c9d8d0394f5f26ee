from __future__ import annotations

from functools import cached_property

from django.utils.translation import gettext

from activitylog.admin.wording import DATES, period_text
from activitylog.periods import Period, presets, today
from portal.admin.addresses import query
from portal.admin.exporting import ExportingBar
from portal.admin.fields import Preset, Row


class PeriodBar(ExportingBar):
    """The bar of what happened, newest first: periods beside From and To in its first row."""

    @cached_property
    def rows(self) -> list[Row]:
        rows = super().rows
        rows[0].presets = [self.preset(period) for period in presets(today())]
        return rows

    def preset(self, period: Period) -> Preset:
        start = period.start.isoformat() if period.start else ""
        end = period.end.isoformat() if period.end else ""
        current = (self.data.get("date_from", ""), self.data.get("date_to", "")) == (start, end)
        return Preset(period.label, query(self.data, {"date_from": start, "date_to": end}), current)

    @property
    def period(self) -> str:
        return period_text(self.filterset) if self.valid else ""

    def chip_names(self) -> list[str]:
        return [name for name in self.filterset.filters if name not in DATES]

    @property
    def page_labels(self) -> dict[str, str]:
        return {
            "newest": gettext("Newest"),
            "newer": gettext("Newer"),
            "older": gettext("Older"),
            "oldest": gettext("Oldest"),
        }

    @property
    def page_note(self) -> str:
        size = self.admin.list_per_page
        return gettext("%(count)s a page, newest first") % {"count": size}
