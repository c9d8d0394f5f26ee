"""An entry as JSON: the names of its fields, and `action_label`. The page of one entry, the API and
the feed all answer this."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import DateTimeField, ForeignKey, UUIDField
from django.utils.translation import gettext_lazy as _

from activitylog.actions import action_label
from activitylog.models import ActivityEntry
from portal.exports import Column, IdText, IsoText, JsonRows

if TYPE_CHECKING:
    from activitylog.querysets import ActivityEntryQuerySet

RECORDED_JSON = ("old_value", "new_value", "details", "extra")


def _columns() -> Iterator[tuple[str, Column]]:
    for field in ActivityEntry._meta.concrete_fields:
        as_text: type[IsoText | IdText] | None = None
        if isinstance(field, DateTimeField):
            as_text = IsoText
        elif isinstance(field, UUIDField | ForeignKey):
            as_text = IdText
        yield (
            field.name,
            Column(
                field.attname,
                field.verbose_name,
                expression=as_text,
                raw_json=field.name in RECORDED_JSON,
            ),
        )
        if field.name == "action":
            yield "action_label", Column("action", _("Action"), label=action_label)


COLUMNS = dict(_columns())


def entry_rows(names: Collection[str] | None = None) -> JsonRows:
    """How to read and write entries: with these fields, or with all of them.

    What is left out is not even read. Labels are in the language of the moment.
    """
    if names is None:
        return JsonRows(COLUMNS)
    return JsonRows({name: column for name, column in COLUMNS.items() if name in names})


def entry_json(
    entries: ActivityEntryQuerySet, key: UUID, names: Collection[str] | None = None
) -> bytes | None:
    """One of the entries as JSON; None where it is not among them."""
    rows = entry_rows(names)
    row = entries.filter(pk=key).values_list(*rows.expressions).first()
    return rows.one(row) if row else None
