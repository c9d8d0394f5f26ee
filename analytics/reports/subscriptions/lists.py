"""The first rows of lists that are read in full elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from analytics.reports import meanings
from analytics.reports.subscriptions import by_day, definitions
from analytics.shapes import Card, Cell, Field
from customers.models import Subscription
from portal.figures import Link, Unit

if TYPE_CHECKING:
    from analytics.reports.meanings import Meaning
    from analytics.reports.subscriptions.counts import Counts
    from portal.figures import Text

FIRST = 10
Value = Callable[[Subscription], date | datetime | None]


def suspended(counts: Counts) -> Card:
    return _card(
        counts,
        meanings.SUSPENDED_PAID,
        counts.standing.suspended_paid,
        order=("suspended_at", "id"),
        code="suspended",
        title=_("Suspended subscriptions"),
        definition=definitions.SUSPENDED_LIST,
        last=(Field("suspended_at", _("Suspended at")), lambda row: row.suspended_at),
        empty=_("No subscription is suspended."),
    )


def active(counts: Counts) -> Card:
    return _card(
        counts,
        meanings.ACTIVE,
        counts.standing.active,
        order=("-created_at", "-id"),
        code="active",
        title=_("Active subscriptions"),
        definition=definitions.ACTIVE_LIST,
        last=(Field("created_at", _("Created at")), lambda row: row.created_at),
        empty=_("No subscription is active."),
    )


def trials_ending(counts: Counts) -> Card:
    return _card(
        counts,
        by_day.trials_ending(counts.periods),
        counts.standing.trials_ending,
        order=("trial_end_at", "id"),
        code="trials_ending",
        title=_("Trials ending in 30 days"),
        definition=definitions.TRIALS_ENDING_IN_30_DAYS,
        last=(Field("trial_end_at", _("Trial ends at")), lambda row: row.trial_end_at),
        empty=_("No trial ends in the next 30 days."),
    )


def retention(counts: Counts) -> Card:
    return _card(
        counts,
        by_day.renewed(counts.periods),
        counts.standing.renewed,
        order=("-last_renewed_at", "-id"),
        code="retention",
        title=_("Renewed in the last 30 days"),
        definition=definitions.RENEWED_SUBSCRIPTIONS,
        last=(Field("last_renewed_at", _("Last renewed at")), lambda row: row.last_renewed_at),
        empty=_("No subscription was renewed in the last 30 days."),
    )


def first_rows(rows: QuerySet[Subscription], *order: str) -> list[Subscription]:
    return list(rows.select_related("customer", "product").order_by(*order)[:FIRST])


def subscription_fields(last: Field) -> list[Field]:
    return [
        Field("subscription", _("Subscription")),
        Field("customer", _("Customer")),
        Field("product", _("Product")),
        Field("quantity", _("Seats"), Unit.COUNT),
        last,
    ]


def subscription_cells(row: Subscription, last: Cell) -> list[Cell]:
    page = Link(reverse("admin:customers_subscription_change", args=[row.pk]))
    return [
        Cell(row.name, page, key=str(row.pk)),
        Cell(str(row.customer), key=str(row.customer_id)),
        Cell(row.product.name, key=row.product.sku),
        Cell(row.quantity),
        last,
    ]


def how_many(shown: int, total: int) -> str:
    if shown == total:
        return ""
    return _(
        "The first %(shown)s of %(all)s, in the CSV file too; the whole list: View details, Export"
    ) % {"shown": shown, "all": total}


def _card(
    counts: Counts,
    meaning: Meaning,
    total: int,
    *,
    order: Sequence[str],
    code: str,
    title: str,
    definition: Text,
    last: tuple[Field, Value],
    empty: str,
) -> Card:
    scope = counts.periods.scope
    rows = first_rows(scope.subscriptions().filter(meaning.rows), *order)
    field, value = last
    link = scope.link_to_subscriptions(**meaning.filters)
    return Card(
        code=code,
        title=title,
        definition=definition,
        note=how_many(len(rows), total),
        fields=subscription_fields(field),
        rows=[subscription_cells(row, Cell(value(row))) for row in rows],
        more=(_("View details"), link.url),
        empty=empty,
    )
