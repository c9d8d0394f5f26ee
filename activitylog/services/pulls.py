"""Brings what a service tells into the log, and keeps how far that went."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from activitylog.models import PullState
from activitylog.services.alone import alone
from activitylog.services.imports import recorded_import
from activitylog.services.ingest import ingest
from activitylog.services.outcomes import Outcome, Result
from portal.plugins import PullError

if TYPE_CHECKING:
    from portal.plugins import Pulled, PullSource

Tell = Callable[["Pulled", Sequence[Outcome]], None]


def pull(
    source: PullSource,
    *,
    first_day: date | None = None,
    application: str,
    found: Counter[Result],
    tell: Tell,
) -> None:
    """Bring what is new at a source; raise PullError where it cannot begin or go on.

    A step's entries and what is to be known to go on behind it are one transaction: wherever a
    pull is cut off, the next one begins with what is not in the log yet. `tell` hears what became
    of a step's records before that is committed: it may hear it twice, never not at all. `found`
    counts what was committed.
    """
    with alone(f"pull-{source.name}") as is_alone:
        if not is_alone:
            raise PullError(f"Another pull from {source.label} is running.")
        steps = source.pull(_kept_state(source.name), first_day=first_day)
        with recorded_import(
            found, actor=None, application=application, file_name=source.name
        ) as remarks:
            for step in steps:
                found.update(_take(step, source.name, tell))
                remarks.extend(("Missing", sentence) for sentence in step.missing)
        PullState.objects.filter(source=source.name).update(completed_at=timezone.now())


def _kept_state(source: str) -> str | None:
    return PullState.objects.filter(source=source).values_list("state", flat=True).first()


@transaction.atomic
def _take(step: Pulled, source: str, tell: Tell) -> list[Result]:
    outcomes = list(ingest(step.readings, source=source))
    tell(step, outcomes)
    PullState.objects.update_or_create(source=source, defaults={"state": step.state})
    return [outcome.result for outcome in outcomes]
