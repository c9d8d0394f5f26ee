"""The pages of an import: choose a file, look at the differences, confirm, see it done."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from activitylog.admin.recorded import RecordedExport
from activitylog.links import activity_url
from customers.admin.importing.showing import report
from customers.admin.importing.streaming import FOLDER, running_page
from customers.admin.operations import actor_of
from customers.importing import uploads
from customers.importing.applying import Application
from customers.importing.examining import Examination
from customers.importing.problems import Unreadable
from portal.admin.bar import Tool
from portal.admin.exporting import ExportingBar

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from customers.importing.steps import Steps
    from customers.resources.reading import ReadingResource

M = TypeVar("M", bound=Model)

MOST_MB = 50


class FileForm(forms.Form):
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or Excel (.xlsx), up to 50 MB and 5,000 rows, as the list's export is."),
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )

    def clean_file(self) -> UploadedFile[bytes]:
        file: UploadedFile[bytes] = self.cleaned_data["file"]
        if (file.size or 0) > MOST_MB * 1024 * 1024:
            raise forms.ValidationError(gettext("The file is larger than 50 MB."))
        return file


class ImportingAdmin(RecordedExport[M]):
    """A list into which its own export can be imported again, changed."""

    resource_class: type[ReadingResource]
    import_steps: ClassVar[Steps]

    def has_import_permission(self, request: HttpRequest) -> bool:
        app, model = self.opts.app_label, self.opts.model_name
        return request.user.has_perms((f"{app}.view_{model}", f"{app}.import_{model}"))

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_import"
        view = self.admin_site.admin_view(self.import_view)
        return [path("import/", view, name=name), *super().get_urls()]

    def import_view(self, request: HttpRequest) -> HttpResponseBase:
        if not self.has_import_permission(request):
            raise PermissionDenied
        if token := request.POST.get("confirmed"):
            return self._apply(request, token)
        form = FileForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            return self._look(request, form)
        return self._page(request, "choose", {"form": form})

    def _look(self, request: HttpRequest, form: FileForm) -> HttpResponse:
        """What the file would do; nothing is recorded of it."""
        file = form.cleaned_data["file"]
        content = file.read()
        try:
            found = Examination(
                io.BytesIO(content), self.resource_class, type(self).import_steps, actor_of(request)
            )
        except Unreadable as unreadable:
            return self._page(request, "choose", {"form": form, "problem": unreadable.problem})
        token = ""
        if found.changes and not found.problems:
            owner = {"user": str(request.user.pk), "list_name": self.export_name}
            token = uploads.keep(content, **owner, file_name=file.name, shown=found.shown)
        context = {"file_name": file.name, "token": token, "n": len(found.changes)}
        return self._page(request, "differences", context | report(found))

    def _apply(self, request: HttpRequest, token: str) -> HttpResponseBase:
        owner = {"user": str(request.user.pk), "list_name": self.export_name}
        try:
            upload, content = uploads.take(token, **owner)
        except uploads.Gone:
            return self._page(request, "choose", {"form": FileForm(), "gone": True})
        actor = actor_of(request)
        steps = type(self).import_steps
        application = Application(upload, content, self.resource_class, steps, actor)
        log = activity_url(correlation_id=actor.correlation_id)
        may_see_log = request.user.has_perm("activitylog.view_activityentry")
        context = {"file_name": upload.file_name, "log_url": log if may_see_log else ""}
        return running_page(request, application, self._context(request) | context)

    def _page(self, request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
        return render(request, f"{FOLDER}/{name}.html", self._context(request) | context)

    def _context(self, request: HttpRequest) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": gettext("Import: %(list)s") % {"list": self.opts.verbose_name_plural},
            "list_url": self.export_url("changelist"),
            "import_url": self.export_url("import"),
            "export_url": self.export_url("export"),
        }


class ImportingBar(ExportingBar):
    """The bar of a list that can be exported and, where its admin takes files, imported."""

    @property
    def tools(self) -> Sequence[Tool]:
        admin: Any = self.admin
        if not isinstance(admin, ImportingAdmin) or not admin.has_import_permission(self.request):
            return super().tools
        return [Tool(gettext("Import…"), admin.export_url("import")), *super().tools]
