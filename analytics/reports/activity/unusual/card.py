from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from analytics.reports.activity.links import link_to_log
from analytics.reports.activity.rankings import actor_text
from analytics.reports.activity.spans import RECENT
from analytics.reports.activity.unusual.wording import KINDS, reason_text, when_text
from analytics.shapes import Alert, Card, Cell, Field
from portal.figures import Unit

if TYPE_CHECKING:
    from analytics.reports.activity.facts import Facts
    from analytics.reports.activity.unusual.shapes import Unusual
    from portal.figures import Link

MOST = 20
MOST_ALERTS = 3
_ALARMING = 2
"""Twice as much as is told at all, or more."""


def unusual_card(facts: Facts) -> Card:
    count = len(facts.unusual)
    return Card(
        code="unusual",
        title=_("Unusual"),
        note=" · ".join(_notes(facts, count)),
        fields=(
            Field("when", _("When")),
            Field("partner_user", _("Partner user")),
            Field("kind", _("What")),
            Field("entries", _("Entries"), Unit.COUNT),
            Field("reason", _("Why")),
        ),
        rows=[_row(facts, each) for each in facts.unusual[:MOST]],
        definition=_(
            "Looked for in the last 31 days of the period. Usual hours are learnt from what people "
            "did in the 90 days before those, 100 entries at least: hours of the day with at least "
            "1 in 100 of their entries, and days of the week with at least 3 in 100, in any case 5 "
            "entries. Outside hours: a person made 10 entries or more in adjacent hours "
            "outside, and at least twice as many as they ever did outside in those 90 days. Many "
            "at once: 30 entries or more in an hour, and at least five times as many as in the "
            "same actor’s busiest hour of the eight weeks before. New user: the first entry ever, "
            "and at least 10 since. For the first time: an action that is new to somebody known "
            "for more than 14 days, with at least 100 entries before or after."
        ),
        empty=_("Nothing unusual."),
    )


def _notes(facts: Facts, count: int) -> Iterator[str]:
    if facts.span.is_long:
        yield gettext("Of the last %(days)s days of the period") % {"days": RECENT.days}
    if count > MOST:
        yield gettext("The first %(most)s of %(count)s") % {"most": MOST, "count": count}


def alerts(facts: Facts) -> list[Alert]:
    """The most unusual hours."""
    found = [each for each in facts.unusual if each.weight >= _ALARMING][:MOST_ALERTS]
    return [
        Alert(gettext("Unusual: %(reason)s") % {"reason": reason_text(each)}, _days(facts, each))
        for each in found
    ]


def _row(facts: Facts, unusual: Unusual) -> list[Cell]:
    return [
        Cell(when_text(unusual), _days(facts, unusual), unusual.start.isoformat(), unusual.start),
        Cell(actor_text(unusual.actor), key=unusual.actor.name),
        Cell(KINDS[unusual.kind], key=unusual.kind),
        Cell(unusual.entries, _exactly(facts, unusual)),
        Cell(reason_text(unusual)),
    ]


def _days(facts: Facts, unusual: Unusual) -> Link:
    """The days around it: the log cannot be asked for hours."""
    first, last = unusual.days
    filters = facts.links.filters(unusual.actor) or {}
    return link_to_log(facts.span.scope.during(first, last), **filters)


def _exactly(facts: Facts, unusual: Unusual) -> Link | None:
    """What somebody did for the first time, or has done since they are new, until now."""
    filters = facts.links.filters(unusual.actor)
    if unusual.reasons or filters is None:
        return None
    ever = facts.span.scope.during(None, None)
    return link_to_log(ever, **filters, **({"action": unusual.actions} if unusual.actions else {}))
