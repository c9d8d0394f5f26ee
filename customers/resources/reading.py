"""Reads rows of a file back and tells what differs from what is stored. Writes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from import_export.results import RowResult
from tablib import Dataset

from customers.resources.cells import keepable, reader_of
from customers.resources.known import KEY, KnownRows, id_of, plain
from customers.resources.table import TableResource
from portal.exports import Column, restored

if TYPE_CHECKING:
    from customers.resources.known import Fetch

Row = Mapping[str, str]


@dataclass(slots=True)
class Found:
    """What a row of a file would do: to which row of the table, and what speaks against it."""

    line: int
    instance: Any
    """None where the file says what is stored."""
    is_new: bool
    before: dict[str, Any] = field(default_factory=dict)
    """The values of the columns that would change, as they are."""
    texts: dict[str, tuple[str, str]] = field(default_factory=dict)
    """The same columns as they read, before and after."""
    errors: dict[str, list[str]] = field(default_factory=dict)
    """By column; those of the row as a whole under ""."""


class ReadingResource(TableResource):
    """A model's columns, which an import reads by django-import-export's own steps."""

    # Why there can be no row without an ID, or with one that nobody knows; empty where there can.
    needs_key: str | Promise = ""
    needs_known_key: str | Promise = _("Nothing has this ID. Leave it empty for a new row.")
    # Columns in which no two rows are alike, and what is compared.
    unique: ClassVar[Mapping[str, Callable[[str], str]]] = {}

    class Meta:
        instance_loader_class = KnownRows
        clean_model_instances = True
        skip_diff = True

    def read(
        self,
        lines: Sequence[int],
        dataset: Dataset,
        written: Callable[[str], str] = str,
        fetch: Fetch = list,
    ) -> list[Found]:
        """What each row would do. `dataset` is headed by the columns' names; `lines` are the
        rows' places in the file; `written` is what the kind of file makes of a cell's text;
        `fetch` gets the rows that the file names."""
        self.lines, self.written, self.fetch = lines, written, fetch
        self.found: list[Found] = []
        self.columns_read: list[Column] = super().get_import_fields()
        self.columns_of_row: list[Column] = self.columns_read
        # Not as a dry run: that would set a savepoint for each row, and nothing is written anyway.
        self.import_data(dataset, dry_run=False, use_transactions=False)
        return self.found

    # What the library calls, in this order.

    def handle_import_error(self, _result: Any, error: Exception, *_: Any) -> None:
        # The library would go on, and tell of it at the end.
        raise error

    def before_import(self, dataset: Dataset, **_options: Any) -> None:
        model = self._meta.model._meta
        self.names = {name: name for name in self.fields}
        for name, column in self.fields.items():
            # Rows are keyed by it, whatever the column is called in the file.
            column.column_name = name
            self.names[column.attribute] = name
        read = [name for name in (*self.set_once, *self.writable) if name in dataset.headers]
        self.readers = {name: reader_of(model.get_field(name)) for name in read}
        self.related = {
            name: related_rows(model.get_field(name), dataset[name])
            for name in read
            if model.get_field(name).is_relation
        }
        self.owners = {
            name: self.owners_of(
                name, {same(cell) for cell in map(plain, dataset[name]) if keepable(cell)}
            )
            for name, same in self.unique.items()
            if name in dataset.headers
        }
        self.claims: dict[tuple[str, Any], int] = {}

    def owners_of(self, name: str, values: set[str]) -> dict[str, UUID]:
        """The rows that have these values in a column where no two are alike."""
        rows = self._meta.model._default_manager.filter(**{f"{name}__in": values})
        return dict(rows.values_list(name, "pk"))

    def import_row(self, row: Row, loader: KnownRows, **options: Any) -> Any:
        place = options["row_number"] - 1
        self.row = Found(self.lines[place], None, is_new=False)
        differing = loader.differing[place]
        if not differing:
            return self.same_row(row)
        self.columns_of_row = [c for c in self.columns_read if c.column_name in differing]
        result = super().import_row(row, loader, **options)
        if result.errors:
            raise result.errors[0].error
        if result.validation_error:
            for key, messages in result.validation_error.message_dict.items():
                self.row.errors[self.names.get(key, "")] = messages
        self.found.append(self.row)
        return result

    def same_row(self, row: Row) -> RowResult:
        """What the file says as it is stored needs no more than its place."""
        self.claimed(KEY, id_of(row[KEY]))
        self.found.append(self.row)
        result = RowResult()
        result.import_type = RowResult.IMPORT_TYPE_SKIP
        return result

    def after_init_instance(self, instance: Any, new: Any, _row: Row, **_options: Any) -> None:
        self.row.instance, self.row.is_new = instance, new

    def import_instance(self, instance: Any, row: Row, **options: Any) -> None:
        if problem := self.problem_of_key(row[KEY]):
            raise ValidationError({KEY: problem})
        super().import_instance(instance, row, **options)

    def problem_of_key(self, cell: str) -> str:
        key, text = id_of(cell), plain(cell)
        if text and not key:
            return gettext("This is not an ID.")
        if not key:
            return str(self.needs_key)
        if self.row.is_new and self.needs_known_key:
            return str(self.needs_known_key)
        return self.claimed(KEY, key)

    def claimed(self, name: str, value: Any) -> str:
        """Why this row cannot have the value: an earlier row of the file has it."""
        line = self.claims.setdefault((name, value), self.row.line)
        if line == self.row.line:
            return ""
        return gettext("Line %(line)s has the same.") % {"line": line}

    def import_field(
        self, field: Column, instance: Any, row: Row, *_: Any, **_options: Any
    ) -> None:
        name = str(field.column_name)
        if name not in row or row[name] == self.written(stored := field.export(instance)):
            return
        cell = plain(row[name])
        if name == KEY:
            # Another spelling, or the ID of a new row.
            instance.pk = id_of(cell) or instance.pk
            return
        if self.row.is_new and not cell:
            # As for any new row.
            return
        if name not in self.readers or (name in self.set_once and not self.row.is_new):
            raise ValueError(gettext("An import does not change this. Leave it as it was."))
        value = self.readers[name](cell)
        before = field.get_value(instance)
        if value == before:
            return
        if name in self.related and value is not None and value not in self.related[name]:
            raise ValueError(gettext("Nothing has this ID."))
        setattr(instance, name, self.related[name].get(value) if name in self.related else value)
        self.row.before[name], self.row.texts[name] = before, (restored(stored), cell)

    def skip_row(
        self, _instance: Any, _original: Any, _row: Row, import_validation_errors: Any = None
    ) -> bool:
        return not (self.row.is_new or self.row.before or import_validation_errors)

    def validate_instance(
        self, instance: Any, import_validation_errors: Any = None, **_options: Any
    ) -> None:
        """Hold what changes to the model's validators, and to what is unique in the file and the
        table: without a query for each row."""
        errors = dict(import_validation_errors or {})
        if KEY in errors:
            # Of which row it is, nobody knows: the rest says nothing.
            raise ValidationError(errors)
        checked = {*self.set_once, *self.writable} if self.row.is_new else set(self.row.before)
        fields = self._meta.model._meta.fields
        # Relations were looked up, all at once.
        skipped = [f.name for f in fields if f.name not in checked or f.is_relation]
        for f in fields:
            if (
                f.is_relation
                and f.name in checked
                and not f.null
                and not getattr(instance, f.attname)
            ):
                errors.setdefault(f.attname, [ValidationError(gettext("This is missing."))])
        try:
            instance.full_clean(
                exclude=[*skipped, *errors], validate_unique=False, validate_constraints=False
            )
        except ValidationError as error:
            errors = error.update_error_dict(errors)
        for name in checked.intersection(self.owners) - errors.keys():
            if problem := self.problem_of_unique(name, instance):
                errors[name] = [ValidationError(problem)]
        if errors:
            raise ValidationError(errors)

    def problem_of_unique(self, name: str, instance: Any) -> str:
        value = self.unique[name](getattr(instance, name))
        if not value:
            return ""
        if self.owners[name].get(value, instance.pk) != instance.pk:
            return gettext("This is taken already.")
        return self.claimed(name, value)

    def save_instance(self, *_arguments: Any, **_options: Any) -> None:
        """The services write; reading only finds out."""

    def save_m2m(self, *_arguments: Any, **_options: Any) -> None:
        """Nothing of a row is in other tables."""

    def get_import_fields(self) -> list[Column]:
        return self.columns_of_row


def related_rows(column: Any, cells: Iterable[str]) -> dict[UUID, Any]:
    keys = {key for cell in cells if (key := id_of(cell))}
    rows: dict[UUID, Any] = column.related_model._default_manager.in_bulk(list(keys))
    return rows
