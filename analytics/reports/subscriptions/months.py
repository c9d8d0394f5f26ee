"""What came and went, month by month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from analytics.reports.over_time import Month, Told, monthly_card
from analytics.reports.subscriptions import definitions
from analytics.shapes import Field
from customers.states import LEAVING, MovementKind
from portal.figures import ROWS, Unit

if TYPE_CHECKING:
    from analytics.buckets import Bucket
    from analytics.reports.subscriptions.counts import Counts
    from analytics.shapes import Card
    from portal.charts.shapes import Style
    from portal.figures import Link


@dataclass(frozen=True, slots=True)
class Line:
    """A column of the table, and a series of the chart where it has a style."""

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


def subscriptions_per_month(counts: Counts) -> Card:
    return monthly_card(
        code="subscriptions_per_month",
        title=_("Subscriptions per month"),
        definition=definitions.SUBSCRIPTIONS_PER_MONTH,
        fields=[
            *(Field(line.code, line.label, Unit.COUNT) for line in LINES),
            Field("net", _("Net"), Unit.COUNT),
        ],
        months=[Month(part, _told(counts, part)) for part in counts.periods.columns],
        kind="stacked",
        drawn={line.code: line.style for line in LINES if line.style},
    )


def _told(counts: Counts, part: Bucket) -> list[Told]:
    return [
        *(Told(_value(counts, line, part), _link(counts, line, part)) for line in LINES),
        Told(counts.net_adds(part.start, part.end)),
    ]


def _value(counts: Counts, line: Line, part: Bucket) -> int:
    return line.sign * counts.flows.count(line.kinds, part.start, part.end, is_trial=line.is_trial)


def _link(counts: Counts, line: Line, part: Bucket) -> Link:
    narrowed: dict[str, object] = {"kind": list(line.kinds)}
    if line.is_trial is not None:
        narrowed["is_trial"] = "true" if line.is_trial else "false"
    scope = counts.periods.scope.during(part.start, part.end)
    return scope.link_to_movements(ROWS, **narrowed)
