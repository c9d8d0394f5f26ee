"""What makes a function a service: its permission, its transaction."""

from __future__ import annotations

from collections.abc import Callable
from functools import update_wrapper
from typing import TYPE_CHECKING, Generic, ParamSpec, TypeVar, cast

from django.core.exceptions import PermissionDenied
from django.db import transaction

if TYPE_CHECKING:
    from customers.services.actors import Actor

P = ParamSpec("P")
R = TypeVar("R")


class Operation(Generic[P, R]):
    """A service: refuses who may not with PermissionDenied, does all in one transaction or
    nothing. Raises Refused where a rule is broken."""

    def __init__(self, permission: str, service: Callable[P, R]) -> None:
        self.permission = permission
        self.service = service
        update_wrapper(self, service)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        actor = cast("Actor", kwargs["actor"])
        if not actor.may(self.permission):
            raise PermissionDenied(self.permission)
        with transaction.atomic():
            return self.service(*args, **kwargs)


def operation(permission: str) -> Callable[[Callable[P, R]], Operation[P, R]]:
    def decorate(service: Callable[P, R]) -> Operation[P, R]:
        return Operation(permission, service)

    return decorate
