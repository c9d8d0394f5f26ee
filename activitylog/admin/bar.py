from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from activitylog.admin.wording import DATES, looked_for, period_text, value_text
from activitylog.periods import Period, presets, today
from portal.admin.addresses import query
from portal.admin.bar import Tool
from portal.admin.empty import EmptyState
from portal.admin.exporting import ExportingBar
from portal.admin.fields import Preset, Row
from portal.numbers import grouped

if TYPE_CHECKING:
    from activitylog.filters import ActivityEntryFilter


class ActivityLogBar(ExportingBar):
    """The bar of the activity log: periods and exports beside the filters."""

    filterset: ActivityEntryFilter
    export_is_primary = True

    def placeholder(self, name: str) -> str:
        return {
            "customer_name": gettext("Any customer"),
            "action": gettext("Any action"),
            "partner_user": gettext("Name or part of it"),
            "status": gettext("Any status"),
            "resource_type": gettext("Any type"),
            "resource_id": gettext("Whole ID"),
            "q": gettext("Company, user or ID"),
        }.get(name, "")

    def value_label(self, name: str, value: str) -> str:
        if not self.valid:
            return value
        if (name, value) not in self._labels:
            self._labels[name, value] = value_text(name, value)
        return self._labels[name, value]

    @cached_property
    def _labels(self) -> dict[tuple[str, str], str]:
        return {}

    def chip_names(self) -> list[str]:
        return [name for name in self.filterset.filters if name not in DATES]

    @cached_property
    def rows(self) -> list[Row]:
        rows = super().rows
        rows[0].presets = [self._preset(period) for period in presets(today())]
        rows[0].after = [self.field("q")]
        return rows

    def _preset(self, period: Period) -> Preset:
        start = period.start.isoformat() if period.start else ""
        end = period.end.isoformat() if period.end else ""
        current = (self.data.get("date_from", ""), self.data.get("date_to", "")) == (start, end)
        return Preset(period.label, query(self.data, {"date_from": start, "date_to": end}), current)

    @property
    def period(self) -> str:
        return period_text(self.filterset) if self.valid else ""

    @property
    def expand_url(self) -> str:
        if not self.n_rows:
            return ""
        keys = "&".join(f"id={row.pk}" for row in self.changelist.result_list)
        return f"{reverse('admin:activitylog_activityentry_page_details')}?{keys}"

    @property
    def export_label(self) -> str:
        return gettext("Export log")

    @property
    def tools(self) -> Sequence[Tool]:
        if not self.request.user.has_perm("activitylog.import_activityentry"):
            return super().tools
        url = reverse("admin:activitylog_activityentry_import")
        return [Tool(gettext("Import…"), url), *super().tools]

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

    def looked_for(self) -> str:
        return looked_for(self.filterset)

    def without_filters(self, count: int, cap: int) -> str:
        if count > cap:
            return super().without_filters(count, cap)
        text = ngettext(
            "Without these filters there is %(count)s entry in this period.",
            "Without these filters there are %(count)s entries in this period.",
            count,
        )
        return text % {"count": grouped(count)}

    def wider(self) -> list[dict[str, str]]:
        periods = list(presets(today()))
        return [
            {"label": label, "url": self._preset(period).url}
            for period, label in (
                (periods[-3], gettext("Search the last 90 days")),
                (periods[-1], gettext("Search everything")),
            )
            if not self._preset(period).current
        ]

    @cached_property
    def empty(self) -> EmptyState | None:
        state = super().empty
        if state and not self.chips and not self.admin.model._default_manager.exists():
            text = gettext(
                "Entries appear here as soon as someone works in the portal or a file is imported."
            )
            return EmptyState(gettext("Nothing recorded yet."), text, "", [], [])
        return state
