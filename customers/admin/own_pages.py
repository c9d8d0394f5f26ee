"""Lists whose rows have pages of our own in the place of the stock forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse

from activitylog.admin.history import HistoryInLog
from activitylog.admin.recorded import RecordedExport
from portal.admin import RowPages

if TYPE_CHECKING:
    from customers.admin.operations import OperationPage

M = TypeVar("M", bound=Model)


class OwnPages(RowPages[M], HistoryInLog[M], RecordedExport[M]):
    """Shows a row on a page of its own; adds one, and changes it, by the pages of services only."""

    adding: type[OperationPage[Any]] | None = None

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # For the button: the page asks for itself.
        return self.adding is not None and request.user.has_perm(self.adding.operation.permission)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if self.adding is None:
            raise PermissionDenied
        answer = self.adding.as_view()(request)
        assert isinstance(answer, HttpResponse)
        return answer
