from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext

from activitylog.admin.recorded import RecordedExport
from activitylog.admin.wording import looked_for
from activitylog.log_file import LIST_NAME, file_stem
from activitylog.models import ActivityEntry
from activitylog.resources import ActivityEntryResource

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from portal.filters import StrictFilterSet


class LogExport(RecordedExport[ActivityEntry]):
    """The export of the log: a file that never holds the entry about itself."""

    resource_class = ActivityEntryResource
    export_name = LIST_NAME

    @property
    def export_title(self) -> str:
        return gettext("Export the activity log")

    def export_stem(self, filterset: StrictFilterSet) -> str:
        return file_stem(filterset)

    def export_looked_for(self, filterset: StrictFilterSet) -> str:
        return looked_for(filterset)

    def rows_before(self, entry: ActivityEntry, rows: QuerySet[Any]) -> QuerySet[Any]:
        entries: Any = rows
        before: QuerySet[Any] = entries.there_before(entry)
        return before
