"""A report as JSON."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise

from portal.figures import Unit
from portal.numbers import CENT, exact

if TYPE_CHECKING:
    from analytics.filters import AnalyticsFilter
    from analytics.shapes import Alert, Card, Cell, Field, Report
    from portal.figures import Figure, Link, Number

Json = dict[str, Any]

LISTS = {
    "admin:customers_subscription_changelist": "api_subscriptions",
    "admin:customers_subscriptionmovement_changelist": "api_subscription_movements",
    "admin:activitylog_activityentry_changelist": "api_activity",
}
"""Lists of the admin, and those of the API that know the same filters."""


def report_json(report: Report, asked: AnalyticsFilter) -> Json:
    scope = asked.scope()
    return {
        "report": report.code,
        "as_of": report.as_of.astimezone(UTC),
        "date_from": scope.start,
        "date_to": scope.end,
        "currency": asked.chosen_currency,
        "figures": [_figure(figure) for figure in report.figures],
        "cards": [_card(card) for card in report.cards],
        "notes": [str(note) for note in report.notes],
        "alerts": [_alert(alert) for alert in report.alerts],
    }


def _alert(alert: Alert) -> Json:
    return {"text": str(alert.text), "rows_url": rows_url(alert.link.url)}


def _figure(figure: Figure) -> Json:
    return {
        "code": figure.code,
        "label": str(figure.label),
        "definition": str(figure.definition),
        "unit": figure.unit.value,
        "currency": figure.currency,
        "value": number(figure.value, figure.unit),
        "previous": number(figure.previous, figure.unit),
        **_behind(figure.link),
    }


def _card(card: Card) -> Json:
    return {
        "code": card.code,
        "title": str(card.title),
        "note": str(card.note),
        "definition": str(card.definition),
        "currency": card.currency,
        "fields": [
            {
                "name": field.name,
                "label": str(field.label),
                "unit": field.unit.value if field.unit else "",
            }
            for field in card.fields
        ],
        "rows": [_row(list(zip(card.fields, row, strict=True))) for row in card.rows],
    }


def _row(cells: list[tuple[Field, Cell]]) -> Json:
    return {
        "values": {field.name: _value(field, cell) for field, cell in cells},
        "keys": {field.name: cell.key for field, cell in cells if cell.key},
        "behind": {field.name: _behind(cell.link) for field, cell in cells if cell.link},
    }


def _behind(link: Link | None) -> Json:
    return {
        "rows_url": rows_url(link.url) if link else None,
        "total": (link.of or None) if link else None,
    }


def rows_url(url: str) -> str:
    """Where the API lists the rows that a page of the admin lists."""
    parts = urlsplit(url)
    known = {reverse(page): reverse(name) for page, name in LISTS.items()}
    query = f"?{parts.query}" if parts.query else ""
    return f"{settings.BASE_URL}{known.get(parts.path, parts.path)}{query}"


def number(value: Number | None, unit: Unit) -> Number | str | None:
    """Amounts are text with their cents, as everywhere in the API."""
    if value is None:
        return None
    if unit is Unit.MONEY:
        return str(exact(value).quantize(CENT))
    return float(value) if unit is Unit.SHARE else value


def _value(field: Field, cell: Cell) -> Any:
    value = cell.value
    if field.unit and isinstance(value, int | Decimal | float):
        return number(value, field.unit)
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    return str(value) if isinstance(value, Promise) else value
