"""Calling services: who acts, what is kept of what they refuse, and how it is answered."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from django.db import transaction

from customers.services import Actor, Refused, recording_refusals
from portal.api.access import application_of
from portal.api.correlation import correlation_of
from portal.api.problems import FieldError, Problem
from portal.api.views import user_of

if TYPE_CHECKING:
    from rest_framework.request import Request

R = TypeVar("R")
Names = Mapping[str, str]
SAME: Names = MappingProxyType({})

STALE = "changed_meanwhile"
_LINE = re.compile(r"lines-(\d+)(?:-(\w+))?", re.ASCII)


def actor_of(request: Request) -> Actor:
    """The owner of the token, by the program that it is named for; or who sits at a browser."""
    return Actor(
        user=user_of(request),
        application=application_of(request),
        correlation_id=correlation_of(request),
    )


def operate(request: Request, call: Callable[[Actor], R], names: Names = SAME) -> R:
    """Call services, all in one transaction. What one refuses is recorded once that has ended,
    and answered as a problem. `names` are those of the body for other names of the service.

    Raise Problem, PermissionDenied, and DoesNotExist for a row that is not there.
    """
    actor = actor_of(request)
    try:
        with recording_refusals(), transaction.atomic():
            return call(actor)
    except Refused as refused:
        raise refusal(refused, names) from refused


def refusal(refused: Refused, names: Names = SAME) -> Problem:
    """A rule about a field is the request's to keep: 422. One about nothing in it is about the
    state of things: 409, or 412 where it is no longer the state that was read."""
    field = _field(refused.field, names)
    if refused.code == STALE:
        kind = "changed-meanwhile"
    elif field:
        kind = "unprocessable"
    else:
        kind = "refused"
    error = FieldError(field, refused.reason, refused.code)
    return Problem(kind, refused.reason, [error])


def _field(name: str, names: Names) -> str:
    """The place in the body: "lines-2-quantity" is lines.2.quantity."""
    if found := _LINE.fullmatch(name):
        return ".".join(("lines", *filter(None, found.groups())))
    return names.get(name, name)
