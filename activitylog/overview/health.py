"""How the log is: guarded or not, when something last came into it, and how far it is counted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db import DEFAULT_DB_ALIAS
from django.urls import reverse
from django.utils.translation import gettext as _

from activitylog import triggers
from activitylog.models import ActivityEntry, PullState
from activitylog.moments import minute_text
from portal.numbers import grouped
from portal.plugins import HealthRow, pull_sources

if TYPE_CHECKING:
    from activitylog.counting.shapes import State


def health(state: State) -> Iterator[HealthRow]:
    guarded = not triggers.missing(DEFAULT_DB_ALIAS)
    yield HealthRow(
        label=_("Log protected against change"),
        value=_("Yes") if guarded else _("No"),
        badge="ok" if guarded else "bad",
    )
    yield _last_import()
    yield from _last_pulls()
    yield _counted(state)


def _last_import() -> HealthRow:
    entry = ActivityEntry.objects.listed().filter(action="import_file").order_by("-id").first()
    if entry is None:
        return HealthRow(label=_("Last import"), value=_("Never"))
    return HealthRow(
        label=_("Last import"),
        value=minute_text(entry.occurred_at),
        url=reverse("admin:activitylog_activityentry_change", args=[entry.pk]),
    )


def _last_pulls() -> Iterator[HealthRow]:
    """Of each source that was ever pulled from."""
    for pull in PullState.objects.order_by("source"):
        source = pull_sources.get(pull.source)
        completed = pull.completed_at
        yield HealthRow(
            label=_("Last pull: %(source)s") % {"source": source.label if source else pull.source},
            value=minute_text(completed) if completed else _("Not completed yet"),
            badge="" if completed else "warn",
        )


def _counted(state: State) -> HealthRow:
    label = _("Entries counted up to")
    if not state.behind:
        return HealthRow(label=label, value=minute_text(state.as_of))
    text = _("%(moment)s, %(count)s waiting")
    values = {"moment": minute_text(state.as_of), "count": grouped(state.behind)}
    return HealthRow(label=label, value=text % values, badge="warn")
