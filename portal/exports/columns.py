"""Columns of an export, and reading their rows from the database."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Expression, F, Func, Model, QuerySet, TextField
from django.db.models.sql.compiler import SQLCompiler
from django.utils.functional import Promise
from import_export import resources
from import_export.fields import Field

from portal.exports.cells import neutral
from portal.keyset import beyond

# So many rows are read at a time: one query each, and no more than that in memory.
BATCH = 1_000


class _PerVendor(Func):
    """Text that the database itself writes: nothing is turned into objects and back."""

    sqlite = postgresql = ""
    output_field = TextField()

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, template=self.sqlite, **context)

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **context: Any
    ) -> tuple[str, Any]:
        return self.as_sql(compiler, connection, template=self.postgresql, **context)


class UtcText(_PerVendor):
    """A moment as "2026-11-22 16:41:41", in UTC."""

    sqlite = "substr(%(expressions)s, 1, 19)"
    postgresql = "to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS')"


class IsoText(_PerVendor):
    """A moment as "2026-11-22T16:41:41.123456Z"."""

    # SQLite keeps no fraction where it is zero.
    sqlite = (
        "replace(substr(%(expressions)s || "
        "CASE length(%(expressions)s) WHEN 19 THEN '.000000' ELSE '' END, 1, 26), ' ', 'T') || 'Z'"
    )
    postgresql = "to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"


class IdText(_PerVendor):
    """A UUID with its hyphens."""

    sqlite = (
        "substr(%(expressions)s, 1, 8) || '-' || substr(%(expressions)s, 9, 4) || '-' || "
        "substr(%(expressions)s, 13, 4) || '-' || substr(%(expressions)s, 17, 4) || '-' || "
        "substr(%(expressions)s, 21)"
    )
    postgresql = "%(expressions)s::text"


class PlainText(_PerVendor):
    """A number, or a day as "2026-11-22"."""

    sqlite = "CAST(%(expressions)s AS text)"
    postgresql = "%(expressions)s::text"


class MoneyText(_PerVendor):
    """An amount with its two decimal places: SQLite keeps amounts as numbers."""

    sqlite = "printf('%%%%.2f', %(expressions)s)"
    postgresql = "%(expressions)s::text"


class YesNoText(_PerVendor):
    """A truth as "true" or "false"."""

    sqlite = "CASE %(expressions)s WHEN 1 THEN 'true' WHEN 0 THEN 'false' END"
    postgresql = "%(expressions)s::text"


def as_text(value: Any) -> str:
    """A value of a model instance as the database would write it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%d %H:%M:%S}"
    if isinstance(value, list):
        return json.dumps(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


class Column(Field):
    """One column of an export: its header, and where its cells come from.

    `attribute` is the field of the model, `expression` how the database writes it as text where
    that differs, `json_as` how it writes it for JSON: F for numbers and truths as they are. `label`
    turns a code into what people read. `raw_json` says that the text is JSON already, `is_number`
    that it is a number, which no spreadsheet runs, whatever it begins with.
    """

    def __init__(
        self,
        attribute: str,
        header: str | Promise,
        *,
        expression: type[_PerVendor] | None = None,
        json_as: type[_PerVendor | F] | None = None,
        label: Callable[[str], str] | None = None,
        raw_json: bool = False,
        is_number: bool = False,
    ) -> None:
        super().__init__(attribute=attribute, column_name=header, readonly=True)
        self.expression: Expression | F = expression(attribute) if expression else F(attribute)
        self.json_expression = json_as(attribute) if json_as else self.expression
        self.label = label
        self.raw_json = raw_json
        self.is_number = is_number

    def export(self, instance: Model, **kwargs: Any) -> str:
        text = as_text(self.get_value(instance))
        if self.is_number:
            return text
        return neutral(self.label(text) if self.label else text)


class ExportResource(resources.ModelResource):
    """The columns of a model in reading order: what CSV, XLSX, JSON Lines and API show.

    `keyset` is the order of the rows; it ends with the primary key and runs in one direction.
    """

    keyset: Sequence[str] = ("-pk",)

    def columns(self, names: Sequence[str] | None = None) -> dict[str, Column]:
        """The columns by name, all of them or those chosen; always in the resource's order."""
        return {
            name: column
            for name in self.get_export_order()
            if isinstance(column := self.fields[name], Column) and (names is None or name in names)
        }

    def batches(
        self, rows: QuerySet[Any], expressions: Sequence[Expression | F | str]
    ) -> Iterator[list[list[Any]]]:
        """The rows' values, in the order of the keyset.

        Read key by key, so that memory stays flat, no transaction is held open and a reader may
        take as long as they like.
        """
        before = [F(name.lstrip("-")) for name in self.keyset[:-1]]
        width = len(expressions)
        values = rows.order_by(*self.keyset).values_list(*expressions, *before, IdText("pk"))
        batch = list(values[:BATCH])
        while batch:
            yield [list(row[:width]) for row in batch]
            if len(batch) < BATCH:
                return
            batch = list(values.filter(beyond(self.keyset, batch[-1][width:]))[:BATCH])
