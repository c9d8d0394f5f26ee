"""What stands above and below a filtered list, as its templates read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.admin.addresses import query
from portal.admin.empty import EmptyState
from portal.admin.fields import FieldView, Row, field_view
from portal.keyset import AFTER, BEFORE, LAST
from portal.numbers import grouped

if TYPE_CHECKING:
    from portal.admin.changelist import FilteredChangeList
    from portal.admin.filtered import FilterSetAdmin

COUNT_CAP = 10_000


@dataclass(frozen=True, slots=True)
class Chip:
    """One value that narrows, and the address without it."""

    name: str
    label: str
    value: str
    url: str


@dataclass(frozen=True, slots=True)
class Tool:
    """A button above the list."""

    label: str
    url: str = ""
    icon: str = ""
    primary: bool = False
    disabled: bool = False
    menu: Sequence[dict[str, str]] = ()


class FilterBar:
    """The filters of a list, its count, chips, pages and empty state."""

    reset_url = "?"

    def __init__(
        self, request: HttpRequest, admin: FilterSetAdmin[Any], changelist: FilteredChangeList
    ) -> None:
        self.request = request
        self.admin = admin
        self.changelist = changelist
        self.filterset = changelist.filterset
        self.data: QueryDict = self.filterset.data
        self.valid = changelist.valid
        self.n_rows = len(changelist.result_list)

    # What subclasses know better.

    def counted(self, count: int) -> str:
        """So many of what the list is about, with %(count)s in the place of the number."""
        return ngettext("%(count)s entry", "%(count)s entries", count)

    @property
    def period(self) -> str:
        return ""

    @property
    def expand_url(self) -> str:
        return ""

    @property
    def tools(self) -> Sequence[Tool]:
        return ()

    def placeholder(self, name: str) -> str:
        return ""

    def value_label(self, name: str, value: str) -> str:
        """How a value of the address is shown to a person."""
        for group in self.filterset.groups(name):
            for option in group.options:
                if option.value == value:
                    return option.label
        return value

    def chip_names(self) -> list[str]:
        return list(self.filterset.filters)

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

    @cached_property
    def rows(self) -> list[Row]:
        return [Row([self.field(name) for name in names]) for names in self.admin.bar_rows]

    @cached_property
    def shown(self) -> dict[str, FieldView]:
        return {field.name: field for row in self.rows for field in (*row.fields, *row.after)}

    @property
    def kept(self) -> list[tuple[str, str]]:
        """Filters of the address that have no field in the bar: Apply keeps them."""
        hidden = {field.hidden_name for field in self.shown.values()}
        return [
            (name, value)
            for name, values in self.filterset.given().items()
            if name not in self.shown and name not in hidden
            for value in values
        ]

    def field(self, name: str) -> FieldView:
        field = self.filterset.form.fields[name]
        id_name = getattr(field, "chooses", "")
        chosen = self.data.get(id_name, "") if id_name else ""
        return field_view(
            self.filterset,
            name,
            placeholder=self.placeholder(name),
            chosen=self.value_label(id_name, chosen) if chosen else "",
        )

    @cached_property
    def errors(self) -> list[dict[str, Any]]:
        return [
            {"name": f.name, "label": f.label, "id": f.id, "messages": f.errors}
            for f in self.shown.values()
            if f.errors
        ]

    @cached_property
    def other_errors(self) -> list[str]:
        shown = {*self.shown, *(field.hidden_name for field in self.shown.values())}
        found = [
            message
            for name, messages in self.filterset.errors.items()
            if name not in shown
            for message in messages
        ]
        return found + ([self.changelist.page_error] if self.changelist.page_error else [])

    @cached_property
    def chips(self) -> list[Chip]:
        return list(self._chips())

    def _chips(self) -> Iterator[Chip]:
        given = self.filterset.given()
        for name in self.chip_names():
            for value in given.get(name, ()):
                others = [other for other in given[name] if other != value]
                yield Chip(
                    name,
                    str(self.filterset.filters[name].label),
                    self.value_label(name, value),
                    query(self.data, {name: others or None}),
                )

    @property
    def n_filters(self) -> int:
        return len(self.chips)

    @cached_property
    def total(self) -> str:
        return self.count_text(self.changelist.result_count, COUNT_CAP) if self.valid else ""

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
