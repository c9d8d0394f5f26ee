"""How every service changes a row: locked, compared, kept and recorded, or none of it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from activitylog.services import record_activity
from customers.services.refusals import Attempt, Broken, Details, Refused, Values
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


@dataclass(frozen=True, slots=True)
class _Affected:
    """The customer as it was before: a change may be of its name."""

    pk: UUID
    name: str


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
    return list(rows.model._default_manager.none()) if not keys else list(
        rows.filter(pk__in=keys).order_by("pk")
    )


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
) -> bool:
    """Change a locked row and record it; tell whether anything changed.

    `change` is given the moment and writes what is wanted into the row, then raises Broken if
    that may not be: the attempt is told as it was meant, and nothing is kept. Fields in `checked`
    are held to their model's rules. `version` is the one that the actor has seen. `also` writes
    the other rows that belong to the change.
    """
    now = row.moment_after(actor.now())
    before = kind.value(row)
    try:
        change(now)
        ensure_unchanged_since(row, version)
        ensure_valid(row, checked)
    except Broken as broken:
        raise _refused(kind, row, broken, actor, action, before, details) from broken
    if kind.value(row) == before:
        return False
    row.version += 1
    row.changed_at = now
    _keep(kind, row, actor, action, before, details, also)
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
    try:
        judge()
        ensure_valid(row)
    except Broken as broken:
        refused = _refused(kind, row, broken, actor, action, None, details)
        raise refused from broken
    _keep(kind, row, actor, action, None, details, also)


def ensure_unchanged_since(row: VersionedModel, version: int | None) -> None:
    if version is not None and version != row.version:
        raise Broken(
            "",
            "changed_meanwhile",
            _("Someone else has changed this in the meantime. Look at it again, then repeat."),
        )


def ensure_valid(row: VersionedModel, checked: Collection[str] | None = None) -> None:
    """Hold fields to the model's rules; all of them if none are named."""
    names = {field.name for field in row._meta.fields}
    try:
        row.clean_fields(exclude=names - set(names if checked is None else checked))
    except ValidationError as error:
        raise Broken.by(error) from error


def _keep(
    kind: Kind[M],
    row: M,
    actor: Actor,
    action: str,
    before: Values | None,
    details: Callable[[M], Details] | None,
    also: Callable[[], None] | None,
) -> None:
    """Write the row and what belongs to it, then their entry."""
    try:
        with transaction.atomic():
            row.save()
            if also:
                also()
    except IntegrityError as error:
        # Someone else was faster between the look and the write.
        broken = Broken("", "conflict", _("Someone else has just entered the same. Look again."))
        raise _refused(kind, row, broken, actor, action, before, details) from error
    record(kind, row, actor=actor, action=action, old_value=before, details=details)


def record(
    kind: Kind[M],
    row: M,
    *,
    actor: Actor,
    action: str,
    old_value: Values | None,
    details: Callable[[M], Details] | None = None,
) -> None:
    record_activity(
        action,
        actor=actor.user,
        application=actor.application,
        resource_type=kind.resource_type,
        resource_id=str(row.pk),
        customer=kind.customer(row),
        old_value=old_value,
        new_value=kind.value(row),
        details=(details or kind.details)(row),
        correlation_id=actor.correlation_id,
        occurred_at=row.changed_at,
        recorded_at=actor.at,
    )


def _refused(
    kind: Kind[M],
    row: M,
    broken: Broken,
    actor: Actor,
    action: str,
    before: Values | None,
    details: Callable[[M], Details] | None,
) -> Refused:
    attempt = Attempt(
        action=action,
        resource_type=kind.resource_type,
        resource_id=str(row.pk),
        customer=kind.customer(row),
        old_value=before,
        new_value=kind.value(row),
        details=(details or kind.details)(row),
    )
    return Refused(broken, attempt, actor)


def assign(row: VersionedModel, values: Mapping[str, object], allowed: Collection[str]) -> None:
    """Write values into the row's fields of these names. Raise TypeError for another name."""
    if strange := sorted(values.keys() - set(allowed)):
        raise TypeError(f"These cannot be changed here: {', '.join(strange)}.")
    for name, value in values.items():
        setattr(row, name, value)
