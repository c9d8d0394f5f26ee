from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from portal.admin.addresses import query
from portal.keyset import count_up_to

if TYPE_CHECKING:
    from portal.admin.bar import FilterBar
    from portal.admin.filter_form import Chip

CAP = 1000


@dataclass(frozen=True, slots=True)
class Hidden:
    """How many entries one filter alone hides, and the address without it."""

    label: str
    value: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class EmptyState:
    """What was looked for in vain, what hides how much, and where to look on."""

    title: str
    looked_for: str
    without: str
    hidden_by: list[Hidden]
    actions: list[dict[str, str]]

    @classmethod
    def of(cls, bar: FilterBar) -> EmptyState:
        if not bar.chips and not bar.period:
            return cls(_("Nothing here yet."), "", "", [], [])
        actions = [{"label": _("Remove all filters"), "url": bar.reset_url}] if bar.chips else []
        return cls(
            _("No entries match."),
            bar.looked_for(),
            _without_filters(bar),
            list(_hidden_by(bar)),
            [*actions, *bar.wider()],
        )


def _count_without(bar: FilterBar, names: list[str]) -> int:
    data = bar.data.copy()
    for name in names:
        data.pop(name, None)
    rows = type(bar.filterset)(data, bar.filterset.queryset).qs
    return count_up_to(rows.order_by(*bar.admin.keyset), CAP)


def _without_filters(bar: FilterBar) -> str:
    if not bar.chips:
        return ""
    count = _count_without(bar, [chip.name for chip in bar.chips])
    return bar.without_filters(count, CAP)


def _hidden_by(bar: FilterBar) -> Iterator[Hidden]:
    """One count for each filter, where there are several: the cap keeps each of them short."""
    by_name: dict[str, list[Chip]] = {}
    for chip in bar.chips:
        by_name.setdefault(chip.name, []).append(chip)
    for name, chips in by_name.items() if len(by_name) > 1 else ():
        count = _count_without(bar, [name])
        value = ", ".join(chip.value for chip in chips)
        text = _("%(label)s: %(value)s hides %(entries)s.") % {
            "label": chips[0].label,
            "value": value,
            "entries": bar.count_text(count, CAP),
        }
        if count:
            yield Hidden(chips[0].label, value, text, query(bar.data, {name: None}))
