from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from activitylog.admin.periods import PeriodBar
from activitylog.admin.wording import looked_for, value_text
from activitylog.periods import presets, today
from portal.admin.bar import Tool
from portal.admin.empty import EmptyState
from portal.numbers import grouped

if TYPE_CHECKING:
    from activitylog.filters import ActivityEntryFilter
    from portal.admin.fields import Row


class ActivityLogBar(PeriodBar):
    """The bar of the activity log."""

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

    @cached_property
    def rows(self) -> list[Row]:
        rows = super().rows
        rows[0].after = [self.field("q")]
        return rows

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
            {"label": label, "url": self.preset(period).url}
            for period, label in (
                (periods[-3], gettext("Search the last 90 days")),
                (periods[-1], gettext("Search everything")),
            )
            if not self.preset(period).current
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
