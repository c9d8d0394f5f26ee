from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from activitylog.moments import day_text
from analytics.buckets import MOST_DAYS
from analytics.reports.activity.links import link_to_days, link_to_log
from analytics.reports.activity.shares import failed_share
from portal.figures import Figure, Unit

if TYPE_CHECKING:
    from activitylog.counting.shapes import Actor, Compared
    from analytics.reports.activity.facts import Facts


def activity_figures(facts: Facts) -> Iterator[Figure]:
    scope, now, before = facts.span.scope, facts.now, facts.before
    yield Figure(
        code="entries",
        label=_("Entries"),
        value=now.entries,
        previous=before.entries if before else None,
        link=link_to_log(scope),
        history=[tally.entries for _bucket, tally in facts.columns],
        definition=_("Entries of the activity log that occurred in the period."),
    )
    yield Figure(
        code="failed_entries",
        label=_("Failed entries"),
        value=now.failed,
        previous=before.failed if before else None,
        better="less",
        link=link_to_log(scope, status="failed"),
        history=[tally.failed for _bucket, tally in facts.columns],
        definition=_("Entries whose status is “Failed”. Declined ones are not among them."),
    )
    yield Figure(
        code="failed_share",
        label=_("Failed share"),
        value=failed_share(now),
        unit=Unit.SHARE,
        previous=failed_share(before) if before else None,
        better="less",
        definition=_("Failed entries divided by all entries of the period."),
    )
    yield Figure(
        code="active_users",
        label=_("Active users"),
        value=_people(facts.actors),
        previous=_people_before(facts.actors) if before else None,
        definition=_(
            "Different people who made at least one entry in the period. Applications are not "
            "counted. The log lists entries, not people, so there is no list to lead to."
        ),
    )
    yield from _busiest_day(facts)


def _people(actors: Sequence[Compared[Actor]]) -> int:
    return sum(1 for row in actors if is_person(row.key) and row.now.entries)


def _people_before(actors: Sequence[Compared[Actor]]) -> int:
    return sum(1 for row in actors if is_person(row.key) and row.before.entries)


def is_person(actor: Actor) -> bool:
    return bool(actor.name) and not actor.is_application


def _busiest_day(facts: Facts) -> Iterator[Figure]:
    """Where columns are days, and one of them has entries; of several the first."""
    days = [day for day in facts.columns if day[0].start == day[0].end and day[1].entries]
    if len(facts.columns) > MOST_DAYS or not days:
        return
    bucket, tally = max(days, key=lambda day: day[1].entries)
    yield Figure(
        code="busiest_day",
        label=gettext("Busiest day: %(day)s") % {"day": day_text(bucket.start)},
        value=tally.entries,
        link=link_to_days(facts.span.scope, bucket.start, bucket.end),
        definition=_("Entries of the day that has most; of several the first."),
    )
