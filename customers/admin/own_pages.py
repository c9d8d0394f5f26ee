"""Lists whose rows have pages of our own in the place of the stock forms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse

from activitylog.admin.recorded import RecordedExport
from customers.admin.cells import activity_url
from portal.admin import ReadOnly

if TYPE_CHECKING:
    from customers.admin.operations import OperationPage

M = TypeVar("M", bound=Model)


class OwnPages(ReadOnly, RecordedExport[M]):
    """Shows a row on a page of its own; adds one, and changes it, by the pages of services only."""

    page_template: str
    adding: type[OperationPage[Any]] | None = None
    history_filter = "resource_id"

    def page(self, request: HttpRequest, row: M) -> dict[str, Any]:
        """What the template of a row's page reads."""
        raise NotImplementedError

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "POST" or not self.has_view_permission(request):
            raise PermissionDenied
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            **self.page(request, row),
        }
        return TemplateResponse(request, self.page_template, context)

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

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return HttpResponseRedirect(activity_url(self.history_filter, object_id))
