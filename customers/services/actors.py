"""Who acts, in which request, and when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol
from uuid import uuid4

from activitylog.clock import database_now


class Person(Protocol):
    """A member of staff."""

    @property
    def email(self) -> str: ...
    def get_username(self) -> str: ...
    def has_perm(self, perm: str) -> bool: ...


def new_correlation_id() -> str:
    return str(uuid4())


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who changes something: a member of staff, or an application where nobody does.

    An application may do everything; what staff may do, their roles say. All changes of one
    request carry its `correlation_id`. `at` is for made-up histories only; what is real happens
    by the database's clock.
    """

    user: Person | None = None
    application: str = ""
    correlation_id: str = field(default_factory=new_correlation_id)
    at: datetime | None = None

    def __post_init__(self) -> None:
        if self.user is None and not self.application:
            raise ValueError("Somebody must act: a user or an application.")

    def may(self, permission: str) -> bool:
        return self.user is None or self.user.has_perm(permission)

    def now(self) -> datetime:
        return self.at or database_now()
