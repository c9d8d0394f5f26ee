"""Lists that are exported with one click: exactly the rows that match, in the list's order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext

from portal.admin.addresses import query
from portal.admin.asking import OWN_NAMES, Asked
from portal.admin.bar import FilterBar, Tool
from portal.admin.filtered import FilterSetAdmin
from portal.exports import FORMATS, ExportResource, file_response

if TYPE_CHECKING:
    from portal.filters import StrictFilterSet

M = TypeVar("M", bound=Model)


class ExportingAdmin(FilterSetAdmin[M]):
    """A list with an export of its rows, and a page where one chooses format and columns.

    Who may see the list and has its permission "export" may export it. `export_name` is what
    the list is called in the names of files and in the log.
    """

    resource_class: type[ExportResource]
    export_name: str

    # What subclasses know better.

    @property
    def export_title(self) -> str:
        return gettext("Export: %(list)s") % {"list": self.opts.verbose_name_plural}

    def export_stem(self, filterset: StrictFilterSet) -> str:
        """What the file is called, less its ending."""
        return f"{self.export_name}_{timezone.localdate()}"

    def export_looked_for(self, filterset: StrictFilterSet) -> str:
        """The filters of a readable FilterSet, in one line."""
        given = filterset.given().items()
        return " · ".join(
            f"{filterset.filters[name].label}: {value}"
            for name, values in given
            for value in values
        )

    def recorded_export(
        self,
        request: HttpRequest,
        rows: QuerySet[Any],
        *,
        file_name: str,
        file_format: str,
        query: str,
    ) -> QuerySet[Any]:
        """The rows to send. Called before the first byte, when nothing is refused any more: the
        place to write down that they leave."""
        return rows

    # The two pages.

    def export_view(self, request: HttpRequest) -> HttpResponseBase:
        """The file. What could go wrong is found out before the first byte."""
        asked = self._asked(request)
        if problems := asked.problems():
            return refusal(problems)
        kind = FORMATS[asked.format]
        name = f"{self.export_stem(asked.filterset)}.{kind.name}"
        rows = self.recorded_export(
            request, asked.filterset.qs, file_name=name, file_format=kind.name, query=asked.query
        )
        stream = kind.stream(asked.resource, rows, asked.columns, separator())
        return file_response(kind, name, stream)

    def columns_view(self, request: HttpRequest) -> HttpResponse:
        """A form that leads to the export: which kind of file, with which columns."""
        asked = self._asked(request)
        if problems := asked.unreadable():
            return refusal(problems)
        lists = asked.filterset.data.lists()
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": self.export_title,
            "export_url": self.export_url("export"),
            "hidden": [(name, value) for name, values in lists for value in values],
            "looked_for": self.export_looked_for(asked.filterset),
            "formats": [{"value": item.name, "label": item.label} for item in FORMATS.values()],
            "columns": [
                {"value": name, "label": column.column_name}
                for name, column in asked.resource.columns().items()
            ],
        }
        return render(request, "admin/export.html", context)

    def _asked(self, request: HttpRequest) -> Asked:
        if not self.has_export_permission(request):
            raise PermissionDenied
        filterset = self.filterset_class(
            self.get_filter_data(request), self.get_queryset(request), other_names=OWN_NAMES
        )
        resource = self.resource_class()
        resource.keyset = self.keyset
        return Asked(filterset, resource, request.GET)

    # How the pages are reached, and by whom.

    def has_export_permission(self, request: HttpRequest) -> bool:
        app, model = self.opts.app_label, self.opts.model_name
        return request.user.has_perms((f"{app}.view_{model}", f"{app}.export_{model}"))

    def export_url(self, name: str) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}")

    def get_urls(self) -> list[URLPattern]:
        def named(route: str, view: Callable[[HttpRequest], HttpResponseBase], name: str) -> Any:
            full_name = f"{self.opts.app_label}_{self.opts.model_name}_{name}"
            return path(route, self.admin_site.admin_view(view), name=full_name)

        return [
            named("export/", self.export_view, "export"),
            named("export/columns/", self.columns_view, "columns"),
            *super().get_urls(),
        ]


class ExportingBar(FilterBar):
    """The bar of a list that can be exported."""

    admin: ExportingAdmin[Any]
    export_is_primary = False

    @property
    def export_label(self) -> str:
        return gettext("Export")

    @property
    def tools(self) -> Sequence[Tool]:
        if not self.admin.has_export_permission(self.request):
            return super().tools
        return [*super().tools, *self._export_tools()]

    def _export_tools(self) -> list[Tool]:
        export, columns = self.admin.export_url("export"), self.admin.export_url("columns")
        others = [
            {"label": item.label, "url": export + query(self.data, {"format": item.name})}
            for item in FORMATS.values()
            if item.name != "csv"
        ]
        others.append({"label": gettext("Choose columns…"), "url": columns + query(self.data)})
        return [
            Tool(gettext("Other formats"), menu=others, disabled=not self.valid),
            Tool(
                self.export_label,
                export + query(self.data),
                "export",
                primary=self.export_is_primary,
                disabled=not self.valid,
            ),
        ]


def separator() -> str:
    """Excel splits a CSV at semicolons where its language is German."""
    return ";" if (get_language() or "").startswith("de") else ","


def refusal(problems: list[str]) -> HttpResponse:
    """Nothing is exported, and why."""
    intro = gettext("Nothing was exported.")
    text = "\n".join([intro, *problems, ""])
    return HttpResponse(text, status=400, content_type="text/plain; charset=utf-8")
