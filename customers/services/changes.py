"""How every service changes a row: locked, compared, kept and recorded, or none of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Generic, TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from activitylog.services import record_activity
from customers.services.refusals import Attempt, Broken, Details, Refused, Values
from customers.services.validity import ensure_valid
from customers.versions import VersionedModel

if TYPE_CHECKING:
    from customers.models import Customer
    from customers.services.actors import Actor

M = TypeVar("M", bound=VersionedModel)


@dataclass(frozen=True, slots=True)
class Kind(Generic[M]):
    """How the log speaks of rows of one model."""

    resource_type: str
    value: Callable[[M], Values]
    """The row as Partner Center would serialise it."""
    details: Callable[[M], Details]
    """The `customizedData` of a change of it, in order."""
    customer: Callable[[M], Customer | None]
    follow: Callable[[M], Callable[[], None]] | None = None
    """Called with the row before a change; returns what to do, in the same transaction, once it
    is written."""


def locked(rows: QuerySet[M], key: UUID) -> M:
    """The row as it is now, and nobody else's until the transaction ends."""
    found = locked_rows(rows.filter(pk=key))
    if not found:
        raise rows.model.DoesNotExist
    return found[0]


def locked_rows(rows: QuerySet[M]) -> list[M]:
    """These rows, locked in the order of their keys: who needs several never waits crosswise.

    First locked, then read with what is joined to them: PostgreSQL reads a row again that it had
    to wait for, but not what it joins, and leaves the row out where the two no longer fit. Not
    locked against those who only point at a row, as every entry does at its customer: they
    would wait for each other with who changes the customer.
    """
    bare = rows.select_related(None).order_by("pk").select_for_update(of=("self",), no_key=True)
    keys = list(bare.values_list("pk", flat=True))
    return list(rows.filter(pk__in=keys).order_by("pk"))


def edit(
    kind: Kind[M],
    row: M,
    *,
    actor: Actor,
    action: str,
    change: Callable[[datetime], None],
    version: int | None = None,
    details: Callable[[M], Details] | None = None,
    checked: Collection[str] = (),
    also: Callable[[], None] | None = None,
    beside: Collection[VersionedModel] = (),
) -> bool:
    """Change a locked row and record it; tell whether anything changed.

    `change` is given the moment and writes what is wanted into the row, then raises Broken if
    that may not be: the attempt is told as it was meant, and nothing is kept. Fields in `checked`
    are held to their model's rules. `version` is the one that the actor has seen. `also` writes
    the other rows that belong to the change, and may raise Broken too. It happens after the last
    change of the row, and of those locked `beside` it.
    """
    now = row.moment_after(actor.now())
    for item in beside:
        now = item.moment_after(now)
    case = _Case(kind, row, actor, action, details or kind.details, kind.value(row))
    try:
        change(now)
        ensure_unchanged_since(row, version)
        ensure_valid(row, checked)
    except Broken as broken:
        raise case.refused(broken) from broken
    if kind.value(row) == case.before:
        return False
    row.version += 1
    row.changed_at = now
    case.keep(also)
    return True


def create(
    kind: Kind[M],
    row: M,
    *,
    actor: Actor,
    action: str,
    judge: Callable[[], None],
    details: Callable[[M], Details] | None = None,
    also: Callable[[], None] | None = None,
) -> None:
    """Keep a new row and record it. `judge` raises Broken if it may not be; `also` writes the
    other rows that belong to it."""
    case = _Case(kind, row, actor, action, details or kind.details, None)
    try:
        judge()
        ensure_valid(row)
    except Broken as broken:
        raise case.refused(broken) from broken
    case.keep(also)


def ensure_unchanged_since(row: VersionedModel, version: int | None) -> None:
    if version is not None and version != row.version:
        raise Broken(
            "",
            "changed_meanwhile",
            _("Someone else has changed this in the meantime. Look at it again, then repeat."),
        )


class _Case(Generic[M]):
    """One attempt to change a row, and how it ends: kept and recorded, or refused."""

    def __init__(
        self,
        kind: Kind[M],
        row: M,
        actor: Actor,
        action: str,
        details: Callable[[M], Details],
        before: Values | None,
    ) -> None:
        self.kind = kind
        self.row = row
        self.actor = actor
        self.action = action
        self.details = details
        self.before = before
        self.followed = kind.follow(row) if kind.follow and before is not None else None

    def refused(self, broken: Broken) -> Refused:
        customer = self.kind.customer(self.row)
        attempt = Attempt(
            action=self.action,
            resource_type=self.kind.resource_type,
            resource_id=str(self.row.pk),
            customer_id=customer.pk if customer else None,
            old_value=self.before,
            new_value=self.kind.value(self.row),
            details=self.details(self.row),
        )
        return Refused(broken, attempt, self.actor)

    def keep(self, also: Callable[[], None] | None) -> None:
        """Write the row and what belongs to it, then their entry."""
        try:
            with transaction.atomic():
                self.row.save()
                if also:
                    also()
                if self.followed:
                    self.followed()
        except Broken as broken:
            raise self.refused(broken) from broken
        except IntegrityError as error:
            if not _is_duplicate(error):
                raise
            # Someone else was faster between the look and the write.
            reason = _("Someone else has just entered the same. Look again.")
            raise self.refused(Broken("", "conflict", reason)) from error
        self._record()

    def _record(self) -> None:
        actor = self.actor
        record_activity(
            self.action,
            actor=actor.user,
            application=actor.application,
            resource_type=self.kind.resource_type,
            resource_id=str(self.row.pk),
            customer=self.kind.customer(self.row),
            old_value=self.before,
            new_value=self.kind.value(self.row),
            details=self.details(self.row),
            correlation_id=actor.correlation_id,
            occurred_at=self.row.changed_at,
            recorded_at=actor.at,
        )


def _is_duplicate(error: IntegrityError) -> bool:
    """As each database says that there is a row with these values already."""
    cause = error.__cause__
    if getattr(cause, "sqlstate", None) == "23505":
        return True
    name = getattr(cause, "sqlite_errorname", "")
    return name in ("SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY")


def assign(row: VersionedModel, values: Mapping[str, object], allowed: Collection[str]) -> None:
    """Write values into the row's fields of these names. Raise TypeError for another name."""
    if strange := sorted(values.keys() - set(allowed)):
        raise TypeError(f"These cannot be changed here: {', '.join(strange)}.")
    for name, value in values.items():
        setattr(row, name, value)
