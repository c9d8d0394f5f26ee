from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import HttpRequest

from activitylog.admin.acting import acting
from activitylog.services.files import record_export
from portal.admin.exporting import ExportingAdmin

if TYPE_CHECKING:
    from activitylog.models import ActivityEntry

M = TypeVar("M", bound=Model)


class RecordedExport(ExportingAdmin[M]):
    """A list each of whose exports leaves an entry in the log, before the first byte leaves; to
    look at the head leaves none: no row goes out."""

    def recorded_export(
        self,
        request: HttpRequest,
        rows: QuerySet[Any],
        *,
        file_name: str,
        file_format: str,
        query: str,
    ) -> QuerySet[Any]:
        if request.method == "HEAD":
            return rows
        entry = record_export(
            actor=acting(request),
            list_name=self.export_name,
            file_name=file_name,
            file_format=file_format,
            query=query,
        )
        return self.rows_before(entry, rows)

    def rows_before(self, entry: ActivityEntry, rows: QuerySet[Any]) -> QuerySet[Any]:
        """The rows that were there when the export was asked for."""
        return rows
