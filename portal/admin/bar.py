"""What stands above and below a filtered list, as its templates read it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.admin.addresses import query
from portal.admin.empty import EmptyState
from portal.admin.filter_form import FilterForm
from portal.admin.totals import ShownTotal, shown
from portal.keyset import AFTER, BEFORE, LAST
from portal.numbers import grouped

if TYPE_CHECKING:
    from portal.admin.changelist import FilteredChangeList
    from portal.admin.filtered import FilterSetAdmin


@dataclass(frozen=True, slots=True)
class Tool:
    """A button above the list."""

    label: str
    url: str = ""
    icon: str = ""
    primary: bool = False
    disabled: bool = False
    menu: Sequence[dict[str, str]] = ()


class FilterBar(FilterForm):
    """The filters of a list, its count, chips, pages and empty state."""

    def __init__(
        self, request: HttpRequest, admin: FilterSetAdmin[Any], changelist: FilteredChangeList
    ) -> None:
        self.request = request
        self.admin = admin
        self.changelist = changelist
        super().__init__(changelist.filterset, admin.bar_rows, valid=changelist.valid)
        self.n_rows = len(changelist.result_list)

    def may(self, permission: str) -> bool:
        return bool(self.request.user.has_perm(permission))

    # What subclasses know better.

    def counted(self, count: int) -> str:
        """So many of what the list is about, with %(count)s in the place of the number."""
        return ngettext("%(count)s entry", "%(count)s entries", count)

    @property
    def expand_url(self) -> str:
        return ""

    @property
    def tools(self) -> Sequence[Tool]:
        return ()

    def looked_for(self) -> str:
        return ""

    def without_filters(self, count: int, cap: int) -> str:
        """How many there would be without any filter, as a sentence."""
        text = _("Without these filters: %(entries)s.")
        return text % {"entries": self.count_text(count, cap)}

    def wider(self) -> list[dict[str, str]]:
        """Addresses that find more, for the empty state."""
        return []

    # What the templates read.

    @property
    def page_errors(self) -> list[str]:
        return [self.changelist.page_error] if self.changelist.page_error else []

    @cached_property
    def total(self) -> str:
        if not self.valid:
            return ""
        return self.count_text(self.changelist.result_count, self.admin.count_cap)

    @property
    def exact_count(self) -> str:
        """How many there are, for programs; empty where that is not known."""
        count = self.changelist.result_count
        return str(count) if self.valid and count <= self.admin.count_cap else ""

    @cached_property
    def totals(self) -> list[ShownTotal]:
        sums = self.changelist.sums
        return list(shown(self.admin.totals, sums)) if sums is not None else []

    @property
    def not_added_up(self) -> str:
        """Why there are no sums, where one expects some."""
        if not self.admin.totals or not self.valid or self.exact_count:
            return ""
        text = _("Up to %(entries)s are added up: narrow the list to see their totals.")
        cap = self.admin.count_cap
        return text % {"entries": self.count_text(cap, cap)}

    def count_text(self, count: int, cap: int) -> str:
        """How many there are: exactly, up to the cap."""
        number = min(count, cap)
        shown = self.counted(number) % {"count": grouped(number)}
        return _("more than %(entries)s") % {"entries": shown} if count > cap else shown

    @cached_property
    def pages(self) -> dict[str, str | None]:
        rows, first = self.changelist.result_list, query(self.request.GET)
        here = first + ("&" if first != "?" else "")
        back, on = self.changelist.has_previous and rows, self.changelist.has_next and rows
        return {
            "newest": first if back else None,
            "newer": f"{here}{BEFORE}={rows[0].pk}" if back else None,
            "older": f"{here}{AFTER}={rows[-1].pk}" if on else None,
            "oldest": f"{here}{LAST}=1" if on else None,
        }

    @property
    def page_labels(self) -> dict[str, str]:
        return {
            "newest": _("First"),
            "newer": _("Previous"),
            "older": _("Next"),
            "oldest": _("Last"),
        }

    @property
    def page_note(self) -> str:
        return _("%(count)s a page") % {"count": self.admin.list_per_page}

    @cached_property
    def empty(self) -> EmptyState | None:
        if not self.valid or self.n_rows:
            return None
        return EmptyState.of(self)
