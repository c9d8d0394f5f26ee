"""What came and went, month by month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics.reports.subscriptions import definitions
from analytics.shapes import Card, Cell, Field
from customers.states import LEAVING, MovementKind
from portal.charts.shapes import Chart, Column, Series, Style
from portal.figures import ROWS, Link, Unit

if TYPE_CHECKING:
    from analytics.buckets import Bucket
    from analytics.reports.subscriptions.counts import Counts


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table, and a series of the chart where it has a style."""

    code: str
    label: str | Promise
    kinds: Sequence[MovementKind]
    is_trial: bool | None = False
    sign: Literal[1, -1] = 1
    style: Style | None = None


LINES = (
    Line("new", gettext_lazy("New"), (MovementKind.CREATED,), style="new"),
    Line(
        "renewed", gettext_lazy("Renewed"), (MovementKind.RENEWED,), is_trial=None, style="renewed"
    ),
    Line("converted", gettext_lazy("Trials converted"), (MovementKind.CONVERTED,)),
    Line("reactivated", gettext_lazy("Reactivated"), (MovementKind.REACTIVATED,)),
    Line("deprovisioned", gettext_lazy("Deprovisioned"), LEAVING, sign=-1, style="deprovisioned"),
    Line(
        "trials_ended", gettext_lazy("Trials ended"), LEAVING, is_trial=True, sign=-1, style="muted"
    ),
)
DRAWN = [line for line in LINES if line.style]


def subscriptions_per_month(counts: Counts) -> Card:
    columns = counts.periods.columns
    return Card(
        code="subscriptions_per_month",
        title=_("Subscriptions per month"),
        definition=definitions.SUBSCRIPTIONS_PER_MONTH,
        fields=[
            Field("movement", _("Movement")),
            *(Field(part.start.isoformat(), part.label, Unit.COUNT) for part in columns),
        ],
        rows=[
            *(_row(counts, line) for line in LINES),
            [
                Cell(_("Net"), key="net"),
                *(Cell(counts.net_adds(part.start, part.end)) for part in columns),
            ],
        ],
        chart=Chart(
            kind="stacked",
            title=_("Subscriptions per month"),
            description=definitions.SUBSCRIPTIONS_PER_MONTH,
            series=[Series(line.label, line.style) for line in DRAWN if line.style],
            columns=[_column(counts, part) for part in columns],
        ),
    )


def _row(counts: Counts, line: Line) -> list[Cell]:
    return [
        Cell(line.label, key=line.code),
        *(
            Cell(_value(counts, line, part), _link(counts, line, part))
            for part in counts.periods.columns
        ),
    ]


def _column(counts: Counts, part: Bucket) -> Column:
    return Column(
        part.label,
        part.name,
        [_value(counts, line, part) for line in DRAWN],
        [_link(counts, line, part) for line in DRAWN],
    )


def _value(counts: Counts, line: Line, part: Bucket) -> int:
    return line.sign * counts.flows.count(line.kinds, part.start, part.end, is_trial=line.is_trial)


def _link(counts: Counts, line: Line, part: Bucket) -> Link:
    narrowed: dict[str, object] = {"kind": list(line.kinds)}
    if line.is_trial is not None:
        narrowed["is_trial"] = "true" if line.is_trial else "false"
    scope = counts.periods.scope.during(part.start, part.end)
    return scope.link_to_movements(ROWS, **narrowed)
