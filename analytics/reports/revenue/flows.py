"""The ways in which the monthly recurring revenue changes. Each movement is in one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from customers.states import LEAVING, MovementKind

if TYPE_CHECKING:
    from portal.charts.shapes import Style


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    code: str
    label: Promise
    kinds: tuple[MovementKind, ...]
    style: Style
    change: Literal["more", "less", ""] = ""
    """Of these kinds only those that make it more, or less; empty for all of them."""


_CHANGED = (
    MovementKind.SEATS_ADDED,
    MovementKind.SEATS_REMOVED,
    MovementKind.UPGRADED,
    MovementKind.RENEWED,
    MovementKind.CURRENCY_CHANGED,
)

NEW = Flow(
    code="mrr_new",
    label=_("New"),
    kinds=(MovementKind.CREATED, MovementKind.BEGUN, MovementKind.CONVERTED),
    style="new",
)
REACTIVATED = Flow(
    code="mrr_reactivated",
    label=_("Reactivated"),
    kinds=(MovementKind.REACTIVATED,),
    style="muted",
)
EXPANSION = Flow(
    code="mrr_expansion", label=_("Expansion"), kinds=_CHANGED, change="more", style="renewed"
)
CONTRACTION = Flow(
    code="mrr_contraction", label=_("Contraction"), kinds=_CHANGED, change="less", style="other"
)
CHURN = Flow(code="mrr_churn", label=_("Churn"), kinds=LEAVING, style="deprovisioned")

FLOWS = (NEW, REACTIVATED, EXPANSION, CONTRACTION, CHURN)
