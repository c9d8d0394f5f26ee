"""The rows that a file names: which of them differ, and those as they are stored."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import QuerySet
from import_export.instance_loaders import BaseInstanceLoader
from tablib import Dataset

from portal.exports import restored
from portal.exports.columns import BATCH
from portal.exports.formats import text_rows

if TYPE_CHECKING:
    from customers.resources.reading import ReadingResource

KEY = "id"
# Fewer than a batch, so that each of these takes one query.
AT_A_TIME = BATCH - 1
# How the rows of a query are had: as they are, or locked as well.
Fetch = Callable[[QuerySet[Any]], Iterable[Any]]


class KnownRows(BaseInstanceLoader):
    """The rows that a file names by their IDs and says something else of, had in one query.

    Most rows of a file are as they were. Those read as an export would write them, so that it
    takes neither instances nor conversions to find them.
    """

    def __init__(self, resource: ReadingResource, dataset: Dataset) -> None:
        super().__init__(resource, dataset)
        keys = [id_of(cell) for cell in dataset[KEY]]
        self.differing = list(self._differing(keys))
        """The columns in which each row of the file differs, none where it is as stored."""
        wanted = {key for key, names in zip(keys, self.differing, strict=True) if key and names}
        attributes = (resource.fields[name].attribute for name in set().union(*self.differing))
        joined = {attribute.split("__")[0] for attribute in attributes if "__" in attribute}
        rows = self._rows(wanted)
        if joined:
            rows = rows.select_related(*joined)
        self.rows: dict[UUID, Any] = {row.pk: row for row in resource.fetch(rows)}

    def _rows(self, keys: Collection[UUID]) -> QuerySet[Any]:
        rows: QuerySet[Any] = self.resource.get_queryset().filter(pk__in=keys)
        return rows

    def _differing(self, keys: Sequence[UUID | None]) -> Iterable[Collection[str]]:
        names = self.dataset.headers
        columns = {name: self.resource.fields[name] for name in names}
        at = names.index(KEY)
        stored: dict[str, list[str]] = {}
        known = list({key for key in keys if key})
        for start in range(0, len(known), AT_A_TIME):
            rows = self._rows(known[start : start + AT_A_TIME])
            for batch in text_rows(self.resource, rows, columns):
                stored |= {cells[at]: cells for cells in batch}
        seen: set[UUID | None] = set()
        for key, cells in zip(keys, self.dataset, strict=True):
            texts = stored.get(str(key))
            if texts is None or key in seen:
                yield names
            elif texts == list(cells):
                yield ()
            else:
                yield self._unlike(cells, texts)
            seen.add(key)

    def _unlike(self, cells: Sequence[str], texts: Sequence[str]) -> Collection[str]:
        written = self.resource.written
        return [
            name
            for name, cell, text in zip(self.dataset.headers, cells, texts, strict=True)
            if cell != text and cell != written(text)
        ]

    def get_instance(self, row: Mapping[str, str]) -> Any:
        key = id_of(row[KEY])
        return self.rows.get(key) if key else None


@lru_cache(maxsize=16_384)
def id_of(cell: str) -> UUID | None:
    try:
        return UUID(plain(cell))
    except ValueError:
        return None


def plain(cell: str) -> str:
    """What a cell says, without what a spreadsheet or its user put around it."""
    return str(restored(cell)).strip()
