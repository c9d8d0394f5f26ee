"""What and whom there are most entries of."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, TypeVar

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from activitylog.actions import action_label
from analytics.reports.activity.links import link_to_log
from analytics.reports.activity.shares import failed_share
from analytics.shapes import Card, Cell, Field
from portal.figures import Text, Unit

if TYPE_CHECKING:
    from activitylog.counting.shapes import Actor, Compared
    from analytics.reports.activity.facts import Facts

T = TypeVar("T")
MOST = 10
_NUMBERS = (
    Field("entries", _("Entries"), Unit.COUNT),
    Field("failed_share", _("failed"), Unit.SHARE),
    Field("previous_entries", _("in the period before"), Unit.COUNT),
)
Filters = dict[str, str] | None
"""Of the log, for the entries of a row; None where they are not enough to find just those."""


def top_actions(facts: Facts) -> Card:
    return Card(
        code="top_actions",
        title=_("Top actions"),
        note=_of_all(facts.actions),
        fields=(Field("action", _("Action")), *_NUMBERS),
        rows=_rows(
            facts,
            facts.actions,
            lambda code: (action_label(code), code),
            lambda code: {"action": code},
        ),
        definition=_(
            "The ten actions with most entries in the period, the share of those that failed, "
            "and how many there were in the period before."
        ),
        is_ranking=True,
    )


def top_users(facts: Facts) -> Card:
    return Card(
        code="top_users",
        title=_("Top users"),
        note=_of_all(facts.actors),
        fields=(Field("partner_user", _("Partner user")), *_NUMBERS),
        rows=_rows(
            facts,
            facts.actors,
            lambda actor: (actor_text(actor), actor.name),
            facts.links.filters,
        ),
        definition=_(
            "The ten people and applications that made most entries in the period; an "
            "application counts where no person acted. Who shares the name with another, but for "
            "upper and lower case, has no link: the log would list both."
        ),
        is_ranking=True,
    )


def top_customers(facts: Facts) -> Card:
    return Card(
        code="top_customers",
        title=_("Top customers"),
        note=_first_of(facts.customers.found),
        fields=(Field("customer", _("Customer")), *_NUMBERS),
        rows=_rows(
            facts,
            facts.customers.rows,
            lambda key: (facts.customer_names.get(key) or str(key), str(key)),
            lambda key: {"customer": str(key)},
        ),
        definition=_(
            "The ten customers that most entries of the period concern, as they are called "
            "today. Entries that concern no customer are left out."
        ),
        is_ranking=True,
    )


def failed_by_action(facts: Facts) -> Card:
    failed = [row for row in facts.actions if row.now.failed]
    failed.sort(key=lambda row: (-row.now.failed, row.key))
    scope = facts.span.scope
    return Card(
        code="failed_by_action",
        title=_("Failed by action"),
        note=_first_of(len(failed)),
        fields=(
            Field("action", _("Action")),
            Field("failed_entries", _("Failed entries"), Unit.COUNT),
            Field("failed_share", _("of all"), Unit.SHARE),
            Field("entries", _("Entries"), Unit.COUNT),
        ),
        rows=[
            [
                Cell(action_label(row.key), key=row.key),
                Cell(row.now.failed, link_to_log(scope, action=row.key, status="failed")),
                Cell(failed_share(row.now)),
                Cell(row.now.entries, link_to_log(scope, action=row.key)),
            ]
            for row in failed[:MOST]
        ],
        definition=_(
            "The ten actions that failed most often in the period, and the share of their "
            "entries that did."
        ),
        is_ranking=True,
        empty=_("Nothing failed in this period."),
    )


def ranked(rows: Sequence[Compared[T]]) -> list[Compared[T]]:
    """The first of the period, by entries and then by name."""
    present = [row for row in rows if row.now.entries]
    return sorted(present, key=lambda row: (-row.now.entries, str(row.key)))[:MOST]


def actor_text(actor: Actor) -> str:
    if not actor.name:
        return gettext("Nobody named")
    if actor.is_application:
        return gettext("%(name)s (application)") % {"name": actor.name}
    return actor.name


def _rows(
    facts: Facts,
    rows: Sequence[Compared[T]],
    named: Callable[[T], tuple[Text, str]],
    filters: Callable[[T], Filters],
) -> list[list[Cell]]:
    return [_row(facts, row, named(row.key), filters(row.key)) for row in ranked(rows)]


def _row(facts: Facts, row: Compared[T], name: tuple[Text, str], filters: Filters) -> list[Cell]:
    scope, before = facts.span.scope, facts.span.before
    text, key = name
    return [
        Cell(text, key=key),
        Cell(row.now.entries, None if filters is None else link_to_log(scope, **filters)),
        Cell(failed_share(row.now)),
        Cell(
            row.before.entries if before else None,
            link_to_log(before, **filters) if before and filters else None,
        ),
    ]


def _of_all(rows: Sequence[Compared[T]]) -> str:
    return _first_of(sum(1 for row in rows if row.now.entries))


def _first_of(count: int) -> str:
    if count <= MOST:
        return ""
    return gettext("%(most)s of %(count)s") % {"most": MOST, "count": count}
