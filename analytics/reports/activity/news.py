"""Actions that come and go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from activitylog.actions import action_label
from analytics.reports.activity.links import link_to_log
from analytics.shapes import Card, Cell, Field
from portal.figures import Unit

if TYPE_CHECKING:
    from analytics.reports.activity.facts import Facts

_ACTION = Field("action", _("Action"))


def new_actions(facts: Facts) -> Card:
    new = [row for row in facts.actions if row.now.entries and not row.before.entries]
    new.sort(key=lambda row: (-row.now.entries, row.key))
    return Card(
        code="new_actions",
        title=_("New actions"),
        fields=(_ACTION, Field("entries", _("Entries"), Unit.COUNT)),
        rows=[
            [
                Cell(action_label(row.key), key=row.key),
                Cell(row.now.entries, link_to_log(facts.span.scope, action=row.key)),
            ]
            for row in (new if facts.span.before else ())
        ],
        definition=_("Actions with entries in the period and none in the period before."),
        is_ranking=True,
        empty=_("No action is new."),
    )


def vanished_actions(facts: Facts) -> Card:
    before = facts.span.before
    vanished = [row for row in facts.actions if row.before.entries and not row.now.entries]
    vanished.sort(key=lambda row: (-row.before.entries, row.key))
    return Card(
        code="vanished_actions",
        title=_("Vanished actions"),
        fields=(_ACTION, Field("previous_entries", _("Entries in the period before"), Unit.COUNT)),
        rows=[
            [
                Cell(action_label(row.key), key=row.key),
                Cell(row.before.entries, link_to_log(before, action=row.key)),
            ]
            for row in vanished
            if before
        ],
        definition=_("Actions with entries in the period before and none in this one."),
        is_ranking=True,
        empty=_("No action has vanished."),
    )
