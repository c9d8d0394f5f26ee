"""Reads our own CSV files back: the separator and language of either, nothing lost, nothing new."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from activitylog.actions import action_label, title_case
from activitylog.csv_lines import Row, rows_of
from activitylog.keys import is_key, moment_of
from activitylog.resources import ActivityEntryResource
from portal.exports import restored
from portal.plugins import Reading, Record, Refusal

# Without the column of IDs, entries of this log would be taken for new ones. An empty cell in it
# is a row that someone added.
REQUIRED = ("occurred_at", "action", "id")
# Columns that hold a field under another name, and what a Record calls it.
FIELDS = {"customer": "customer_id"}
_DATE_TIME = re.compile(r"\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}", re.ASCII)


class Wrong(ValueError):
    """A cell that cannot be read."""

    def __init__(self, column: str, reason: str) -> None:
        super().__init__(reason)
        self.refusal = Refusal(column, reason)


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a file, by the names of the resource, and as they are called there."""

    columns: Sequence[str]
    titles: Mapping[str, str]


@cache
def titles() -> list[dict[str, str]]:
    """The titles of the columns in each language: {"Partner user": "partner_user"}."""
    found = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            columns = ActivityEntryResource().columns()
            found.append({str(column.column_name): name for name, column in columns.items()})
    return found


@cache
def labels_of(action: str) -> frozenset[str]:
    """What an action is called, in any language, known or not."""
    labels = {title_case(action)}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            labels.add(action_label(action))
    return frozenset(labels)


class CsvSource:
    """Files that the activity log's own export wrote."""

    name = "csv"
    label = _("CSV file of this portal")

    @property
    def field_names(self) -> Mapping[str, str]:
        """The columns as the reader's own export calls them."""
        columns = ActivityEntryResource().columns()
        return {FIELDS.get(name, name): str(column.column_name) for name, column in columns.items()}

    def read(self, file: BinaryIO) -> Iterator[Reading]:
        rows = rows_of(file)
        first = next(rows, None)
        if first is None:
            yield Reading(1, b"", Refusal("", gettext("the file is empty")))
            return
        header = header_of(first)
        if isinstance(header, Refusal):
            yield Reading(1, first.raw, header)
            return
        for row in rows:
            yield Reading(row.line, row.raw, self._content(row, header), first.raw)

    def _content(self, row: Row, header: Header) -> Record | Refusal:
        if row.problem:
            return Refusal("", row.problem)
        if len(row.cells) != len(header.columns):
            counts = {"count": len(row.cells), "wanted": len(header.columns)}
            return Refusal(
                "", gettext("has %(count)s cells, the first line has %(wanted)s") % counts
            )
        cells = dict(zip(header.columns, map(restored, row.cells), strict=True))
        try:
            return record_of(cells)
        except Wrong as wrong:
            column = wrong.refusal.field
            return Refusal(header.titles.get(column, column), wrong.refusal.reason)


def header_of(row: Row) -> Header | Refusal:
    if row.problem:
        return Refusal("", row.problem)
    for known in titles():
        if all(title in known for title in row.cells):
            columns = [known[title] for title in row.cells]
            return _complete(Header(columns, {name: title for title, name in known.items()}))
    every = {title for known in titles() for title in known}
    strange = next((title for title in row.cells if title not in every), row.cells[0])
    # What is no table at all may hold anything: it is named so that a terminal can show it.
    name = strange[:60].encode("unicode_escape").decode() if not strange.isprintable() else strange
    return Refusal(name[:60], gettext("is no column of the activity log's export"))


def _complete(header: Header) -> Header | Refusal:
    if len(set(header.columns)) < len(header.columns):
        return Refusal("", gettext("a column stands twice in the first line"))
    for name in REQUIRED:
        if name not in header.columns:
            return Refusal(header.titles[name], gettext("is not among the columns"))
    return header


def record_of(cells: dict[str, str]) -> Record:
    """Raise Wrong for a cell that cannot be read."""
    key = _uuid(cells, "id")
    texts = ("customer_name", "partner_user", "status", "resource_type", "resource_id")
    action = cells["action"]
    label = cells.get("action_label")
    return Record(
        occurred_at=_moment(cells["occurred_at"], key),
        action=action,
        application=cells.get("application", ""),
        customer_id=_uuid(cells, "customer"),
        details=cells.get("details") or None,
        entry_id=key,
        compared=frozenset(FIELDS.get(name, name) for name in cells),
        contradiction=None if label is None or label in labels_of(action) else _no_label(action),
        **{name: cells.get(name, "") for name in texts},
    )


def _no_label(action: str) -> Refusal:
    return Refusal(
        "action_label", gettext("is not what “%(action)s” is called") % {"action": action}
    )


def _uuid(cells: dict[str, str], column: str) -> UUID | None:
    text = cells.get(column, "")
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        raise Wrong(column, gettext("is not an ID")) from None


def _moment(text: str, key: UUID | None) -> datetime:
    """The cell shows seconds; the entry's key holds the microseconds."""
    try:
        if not _DATE_TIME.fullmatch(text):
            raise ValueError
        moment = datetime.fromisoformat(text).replace(tzinfo=UTC)
    except ValueError:
        reason = gettext("is not written as 2026-11-30 16:41:41")
        raise Wrong("occurred_at", reason) from None
    if key and is_key(key) and moment_of(key).replace(microsecond=0) == moment:
        return moment_of(key)
    return moment
