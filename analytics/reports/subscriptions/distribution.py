"""What the active subscriptions are, from several sides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from analytics.reports.subscriptions import definitions
from analytics.shapes import Card, Cell, Field
from customers.states import NOTHING, BillingCycle, Status, Term
from portal.figures import ROWS, Link, Unit

if TYPE_CHECKING:
    from analytics.reports.subscriptions.counts import Counts
    from analytics.reports.subscriptions.standing import Share
    from analytics.scope import Scope
    from portal.figures import Text


def distribution(counts: Counts) -> Iterable[Card]:
    scope, shares = counts.periods.scope, counts.standing.shares
    terms, cycles = dict(Term.choices), dict(BillingCycle.choices)

    def card(by: str, title: str, label: str, name: Callable[[str], Text]) -> Card:
        return Card(
            code=f"by_{by}",
            title=title,
            definition=definitions.DISTRIBUTION,
            fields=[
                Field(by, label),
                Field("subscriptions", _("Subscriptions"), Unit.COUNT),
                Field("quantity", _("Seats"), Unit.COUNT),
            ],
            rows=_rows(scope, shares, by, name),
            is_ranking=True,
            empty=_("No subscription is active."),
        )

    yield card("family", _("By product family"), _("Family"), lambda code: code or _("No family"))
    yield card("term", _("By term"), _("Term"), lambda code: terms.get(code, code))
    yield card("billing_cycle", _("By billing"), _("Billing"), lambda code: cycles.get(code, code))
    yield card("country", _("By country"), _("Country"), lambda code: code or _("No country"))


def _rows(
    scope: Scope, shares: Sequence[Share], by: str, name: Callable[[str], Text]
) -> list[list[Cell]]:
    totals: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for share in shares:
        total = totals[share.codes[by]]
        total[0] += share.subscriptions
        total[1] += share.quantity
    largest_first = sorted(totals.items(), key=lambda item: (-item[1][0], item[0]))
    return [
        [
            Cell(name(code), key=code),
            Cell(subscriptions, _link(scope, by, code)),
            Cell(seats, _link(scope, by, code, of="quantity")),
        ]
        for code, (subscriptions, seats) in largest_first
    ]


def _link(scope: Scope, by: str, code: str, of: str = ROWS) -> Link:
    narrowed = {"status": Status.ACTIVE, by: code or NOTHING}
    return scope.link_to_subscriptions(of=of, **narrowed)
