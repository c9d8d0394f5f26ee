from __future__ import annotations

from typing import Any, TypeVar

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from portal.admin.filtered import FilterSetAdmin
from portal.admin.reading import ReadOnly

M = TypeVar("M", bound=Model)


class RowPages(ReadOnly, FilterSetAdmin[M]):
    """A list whose rows have a page of our own each, in the place of the stock form."""

    page_template: str

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
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            **self.page(request, row),
        }
        return TemplateResponse(request, self.page_template, context)
