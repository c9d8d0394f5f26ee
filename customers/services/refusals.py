"""What a service does not do, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.functional import Promise, lazy

from activitylog.services import record_activity
from customers.models import Customer

if TYPE_CHECKING:
    from activitylog.models import ActivityEntry
    from customers.services.actors import Actor

Values = Mapping[str, Any]
Details = Sequence[tuple[str, str | None]]


class Broken(Exception):
    """A rule is broken: the field that breaks it ("" for the state of things), and why.

    `code` names the rule for programs.
    """

    def __init__(
        self, field: str, code: str, reason: str | Promise, params: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(code)
        self.field = field
        self.code = code
        # Put together when it is read: in the reader's language, or in that of the log.
        self._reason = reason
        self._params = params

    @property
    def reason(self) -> str:
        # With plurals, the number chooses the text: they are formatted as they are.
        return str(self._reason % self._params if self._params else self._reason)

    def at(self, field: str) -> Broken:
        """The same, of another field."""
        return Broken(field, self.code, self._reason, self._params)

    @classmethod
    def by(cls, error: ValidationError) -> Broken:
        """The first thing that a validator said."""
        for field, errors in error.error_dict.items():
            return cls(field, errors[0].code or "invalid", _message(errors[0]))
        raise AssertionError("a validation error without errors") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """What someone tried, as it is recorded."""

    action: str
    resource_type: str
    resource_id: str
    customer_id: UUID | None
    old_value: Values | None
    new_value: Values | None
    details: Details


def _said(error: ValidationError) -> str:
    return " ".join(error.messages)


_message = lazy(_said, str)


class Refused(Exception):
    """A service was asked by someone who may, but a rule is broken, and nothing has changed.

    It carries the entry of the failed attempt. Whoever called the service first of all records
    it, when their transaction has ended: inside, it would vanish with what it tells of.
    """

    def __init__(self, broken: Broken, attempt: Attempt, actor: Actor) -> None:
        super().__init__(broken.code)
        self.field = broken.field
        self.code = broken.code
        self.attempt = attempt
        self.actor = actor
        self._broken = broken

    @property
    def reason(self) -> str:
        return self._broken.reason

    def record(self) -> ActivityEntry:
        """Record that it was tried and why it failed, in English: the log has one language."""
        with translation.override("en"):
            reason = self.reason
        attempt = self.attempt
        # As it is now: what was taken back may have been its name, or that it was there at all.
        key = attempt.customer_id
        customer = Customer.objects.filter(pk=key).first() if key else None
        return record_activity(
            attempt.action,
            actor=self.actor.user,
            application=self.actor.application,
            resource_type=attempt.resource_type,
            resource_id=attempt.resource_id,
            customer=customer,
            status="failed",
            old_value=attempt.old_value,
            new_value=attempt.new_value,
            details=[*attempt.details, ("ErrorCode", self.code), ("ErrorDescription", reason)],
            correlation_id=self.actor.correlation_id,
            occurred_at=self.actor.at,
            recorded_at=self.actor.at,
        )


@contextmanager
def recording_refusals() -> Iterator[None]:
    """Stands around a call of a service, outside of any transaction."""
    try:
        yield
    except Refused as refused:
        refused.record()
        raise
