from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext, ngettext

from activitylog.counting.reading import counted_log
from activitylog.counting.shapes import MOST_BEHIND
from analytics.reports.activity.facts import read_facts
from analytics.reports.activity.figures import activity_figures
from analytics.reports.activity.news import new_actions, vanished_actions
from analytics.reports.activity.over_time import entries_card
from analytics.reports.activity.rankings import (
    failed_by_action,
    top_actions,
    top_customers,
    top_users,
)
from analytics.reports.activity.spans import span_of
from analytics.reports.activity.unusual.card import alerts, unusual_card
from analytics.reports.activity.weekday_hour import weekday_hour_card
from analytics.shapes import Report
from portal.numbers import grouped

if TYPE_CHECKING:
    from activitylog.counting.shapes import State
    from analytics.scope import Scope

CODE = "activity"
FAR_BEHIND = 1000
"""So many entries are counted within a moment."""
_CARDS = (
    entries_card,
    top_actions,
    weekday_hour_card,
    unusual_card,
    top_users,
    top_customers,
    failed_by_action,
    new_actions,
    vanished_actions,
)


def activity_report(scope: Scope) -> Report:
    """What the log holds of a period, of one customer or of all.

    It counts what is not counted yet for a moment, and says how far that came. Raise ValueError
    for a scope that is narrowed by anything else, which EntriesFilter refuses.
    """
    if others := scope.params().keys() - {"customer"}:
        raise ValueError(f"entries are not counted by {', '.join(sorted(others))}")
    with counted_log(customer=scope.customer) as log:
        facts = read_facts(log, span_of(scope))
        return Report(
            code=CODE,
            as_of=log.state.as_of,
            figures=list(activity_figures(facts)),
            cards=[card(facts) for card in _CARDS],
            notes=notes_about(log.state),
            alerts=alerts(facts),
        )


def notes_about(state: State) -> list[str]:
    if state.behind < FAR_BEHIND:
        return []
    count = grouped(state.behind)
    if state.behind >= MOST_BEHIND:
        count = gettext("%(count)s or more") % {"count": count}
    text = ngettext(
        "%(count)s entry is still being counted and is not in these numbers.",
        "%(count)s entries are still being counted and are not in these numbers. Open the page "
        "again in a while, or run “manage.py count_activity”, which counts all of them at once.",
        state.behind,
    )
    return [text % {"count": count}]
