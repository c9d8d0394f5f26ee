"""The fields that narrow a page, what they hold and what is wrong with it, as templates read it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.admin.addresses import query
from portal.admin.fields import FieldView, Row, field_view

if TYPE_CHECKING:
    from portal.filters import StrictFilterSet


@dataclass(frozen=True, slots=True)
class Chip:
    """One value that narrows, and the address without it."""

    name: str
    label: str
    value: str
    url: str


class FilterForm:
    """`bar_rows` are the names of the filters in the rows of the form."""

    reset_url = "?"

    def __init__(
        self, filterset: StrictFilterSet, bar_rows: Sequence[Sequence[str]], *, valid: bool
    ) -> None:
        self.filterset = filterset
        self.bar_rows = bar_rows
        self.data: QueryDict = filterset.data
        self.valid = valid

    # What subclasses know better.

    @property
    def label(self) -> str:
        return _("Filter the list")

    def refusal(self, count: int) -> str:
        """What comes of so many filters that cannot be read."""
        return ngettext(
            "One filter cannot be read, so nothing is listed.",
            "%(counter)s filters cannot be read, so nothing is listed.",
            count,
        ) % {"counter": count}

    def may(self, permission: str) -> bool:
        """Whether who looks has it."""
        return False

    @property
    def period(self) -> str:
        return ""

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

    @property
    def page_errors(self) -> list[str]:
        """What is wrong with the address besides its filters."""
        return []

    # What the templates read.

    @cached_property
    def rows(self) -> list[Row]:
        return [Row([self.field(name) for name in names]) for names in self.bar_rows]

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
        needed = getattr(field, "needs", "")
        return field_view(
            self.filterset,
            name,
            placeholder=self.placeholder(name),
            chosen=self.value_label(id_name, chosen) if chosen else "",
            proposes=not needed or self.may(needed),
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
        return found + self.page_errors

    @property
    def refused(self) -> str:
        return self.refusal(len(self.errors) + len(self.other_errors))

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
