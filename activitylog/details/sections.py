"""The sections of the details that the portal brings itself, through the hook for plugins."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from activitylog.details import order_lines
from activitylog.details.comparison import ABSENT, Change, changes, first
from activitylog.details.limits import Limits, limits
from activitylog.details.values import pairs_of
from activitylog.json_text import Number, Unparsable, parse
from activitylog.links import subscription_url

if TYPE_CHECKING:
    from portal.plugins import Entry

NOTHING: SafeString = mark_safe("")
# Beyond this it only matters that there are many.
COUNTED = 100_000


def full_url(entry: Entry) -> str:
    return reverse("admin:activitylog_activityentry_change", args=[entry.id]) + "?full=1"


def _render(name: str, **context: Any) -> SafeString:
    html = render_to_string(f"activitylog/sections/{name}.html", context)
    # Half of a surrogate pair is legal in JSON, but in no page: it is shown as it is escaped.
    return SafeString(html.encode("utf-8", "backslashreplace").decode())


def _parsed(text: str | None) -> Any:
    """The value, or ABSENT for none and for what is no JSON (shown as text by AsReceived)."""
    try:
        return ABSENT if text is None else parse(text)
    except Unparsable:
        return ABSENT


def _lines(entry: Entry) -> list[order_lines.Line]:
    after, before = _parsed(entry.new_value), _parsed(entry.old_value)
    resource = order_lines.lines_of_resource(after) or order_lines.lines_of_resource(before)
    return order_lines.merged(
        resource, order_lines.numbered(pairs_of(_parsed(entry.details)) or [])
    )


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed: old value against new value."""

    name: str = "portal.comparison"
    actions: Collection[str] = ()

    def render(self, entry: Entry, *, full: bool) -> SafeString:
        before, after = _parsed(entry.old_value), _parsed(entry.new_value)
        if before is ABSENT and after is ABSENT:
            return NOTHING
        if ABSENT in (before, after) and _lines(entry):
            # The lines of a new order stand in their own table.
            before, after = _without_lines(before), _without_lines(after)
        cap = limits(full=full)
        try:
            rows, hidden = first(changes(before, after), cap.rows, COUNTED)
        except RecursionError:
            return NOTHING
        shown = [_comparison_row(change, cap) for change in rows]
        cut = any(row["before_cut"] or row["after_cut"] for row in shown)
        return (
            _render(
                "comparison",
                title=_("What changed"),
                rows=shown,
                hidden=hidden,
                more_url=full_url(entry) if (hidden or cut) and not full else "",
            )
            if shown
            else NOTHING
        )


def _without_lines(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return {key: inner for key, inner in value.items() if key != order_lines.LINES}


def _comparison_row(change: Change, cap: Limits) -> dict[str, Any]:
    before, before_cut = cap.cut(change.before)
    after, after_cut = cap.cut(change.after)
    kinds = {
        "added": pgettext("change", "Added"),
        "removed": pgettext("change", "Removed"),
        "changed": pgettext("change", "Changed"),
    }
    return {
        "path": change.path,
        "kind": change.kind,
        "kind_label": kinds[change.kind],
        "before": "null" if before is None else before,
        "after": "null" if after is None else after,
        "before_cut": before_cut,
        "after_cut": after_cut,
    }


@dataclass(frozen=True, slots=True)
class OrderLines:
    """The lines of an order as a table, with links to subscriptions for who may open them."""

    name: str = "portal.order_lines"
    actions: Collection[str] = ()

    def render(self, entry: Entry, *, full: bool, linked: bool = False) -> SafeString:
        lines = _lines(entry)
        if not lines:
            return NOTHING
        cap = limits(full=full)
        names = order_lines.columns(lines)
        hidden = max(len(lines) - cap.rows, 0)
        numeric = {n for n in names if all(_is_number(line.get(n)) for line in lines)}
        return _render(
            "table",
            title=_("Order lines"),
            count=len(lines),
            columns=[{"label": "#"}]
            + [{"label": column_label(name), "numeric": name in numeric} for name in names],
            rows=[
                _table_row(at, line, names, numeric, cap, linked=linked)
                for at, line in enumerate(lines[: cap.rows], 1)
            ],
            hidden=hidden,
            more_url=full_url(entry) if hidden and not full else "",
        )


def column_label(name: str) -> str:
    labels = {
        "FriendlyName": _("Product"),
        "SubscriptionName": _("Product"),
        "OfferId": _("Offer"),
        "SubscriptionId": _("Subscription"),
        "TermDuration": _("Term"),
        "Quantity": _("Quantity"),
        "UnitPrice": _("Unit price"),
    }
    return labels.get(name, name)


def _is_number(value: Any) -> bool:
    return isinstance(value, Number) or (isinstance(value, str) and value.isdecimal())


def _table_row(
    at: int,
    line: order_lines.Line,
    names: list[str],
    numeric: set[str],
    cap: Limits,
    *,
    linked: bool,
) -> list[dict[str, Any]]:
    cells: list[dict[str, Any]] = [{"text": str(at), "muted": True}]
    url = subscription_url(line.get(order_lines.SUBSCRIPTION)) if linked else ""
    for name in names:
        text, _cut = cap.cut(line.get(name))
        cell = {"text": text or "", "code": name.endswith("Id"), "numeric": name in numeric}
        cells.append(cell | {"url": url if name == order_lines.linked_name(names) else ""})
    return cells


@dataclass(frozen=True, slots=True)
class KeyValues:
    """The details as recorded, key by key."""

    name: str = "portal.key_values"
    actions: Collection[str] = ()

    def render(self, entry: Entry, *, full: bool) -> SafeString:
        pairs = pairs_of(_parsed(entry.details)) or []
        if order_lines.numbered(pairs):
            pairs = [pair for pair in pairs if not order_lines.is_numbered(pair[0])]
        if not pairs:
            return NOTHING
        cap = limits(full=full)
        shown = [
            dict(zip(("key", "value", "cut"), (key, *cap.cut(value)), strict=True))
            for key, value in pairs[: cap.rows]
        ]
        hidden = max(len(pairs) - cap.rows, 0)
        more = hidden or any(pair["cut"] for pair in shown)
        return _render(
            "key_values",
            title=_("Details as recorded"),
            pairs=shown,
            hidden=hidden,
            more_url=full_url(entry) if more and not full else "",
        )


@dataclass(frozen=True, slots=True)
class AsReceived:
    """Recorded text that is no JSON, or details of an unusual shape: shown as it came."""

    name: str = "portal.as_received"
    actions: Collection[str] = ()

    def render(self, entry: Entry, *, full: bool) -> SafeString:
        titles = {
            "old_value": _("Before"),
            "new_value": _("After"),
            "details": _("Details as recorded"),
        }
        shown = [
            self._section(entry, title, text, full=full)
            for name, title in titles.items()
            if (text := getattr(entry, name)) is not None and self._is_unusual(name, text)
        ]
        return mark_safe("".join(shown))

    def _is_unusual(self, name: str, text: str) -> bool:
        value = _parsed(text)
        return value is ABSENT or (name == "details" and pairs_of(value) is None)

    def _section(self, entry: Entry, title: str, text: str, *, full: bool) -> SafeString:
        shown, cut = limits(full=full).cut(text)
        note = _("Shown as received: this is not valid JSON.") if _parsed(text) is ABSENT else ""
        return _render(
            "raw",
            title=title,
            text=shown,
            note=note,
            cut=cut,
            more_url=full_url(entry) if cut and not full else "",
        )
