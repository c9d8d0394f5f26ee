"""Where the entries behind a number are: addresses of the activity log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse

from activitylog.models import RecordedName
from portal.figures import Link

if TYPE_CHECKING:
    from activitylog.counting.shapes import Actor
    from analytics.scope import Scope

_ACTORS = (RecordedName.Kind.PARTNER_USER, RecordedName.Kind.APPLICATION)


def link_to_log(scope: Scope, **narrowed: object) -> Link:
    """The log in the scope's period, of its customer, and narrowed by these filters of the log.

    Both ends are always named: where neither is, the log takes the most recent month.
    """
    of_customer = {"customer": scope.customer} if scope.customer else {}
    query = urlencode({**scope.dates(), **of_customer, **narrowed}, doseq=True)
    return Link(f"{reverse('admin:activitylog_activityentry_changelist')}?{query}")


def link_to_days(scope: Scope, first: date, last: date, **narrowed: object) -> Link:
    return link_to_log(scope.during(first, last), **narrowed)


@dataclass(frozen=True, slots=True)
class ActorLinks:
    """Links by who acted, where the log tells an actor from all others by the name alone."""

    _alone: Collection[str]

    def filters(self, actor: Actor) -> dict[str, str] | None:
        """In double quotes, as the log's filter takes a whole name. None for who has no name, or
        shares it, but for upper and lower case, with another person or application."""
        return {"partner_user": f'"{actor.name}"'} if actor.name in self._alone else None


def actor_links(actors: Iterable[Actor]) -> ActorLinks:
    names = {actor.name for actor in actors if actor.name}
    folded = {name.casefold() for name in names}
    recorded = RecordedName.objects.filter(kind__in=_ACTORS, folded__in=folded)
    count = Counter(recorded.values_list("folded", flat=True))
    return ActorLinks(frozenset(name for name in names if count[name.casefold()] == 1))
