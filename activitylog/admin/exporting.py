from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    QueryDict,
    StreamingHttpResponse,
)
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language, gettext

from activitylog.admin.wording import DATES, looked_for
from activitylog.filters import ActivityEntryFilter
from activitylog.models import ActivityEntry
from activitylog.periods import today
from activitylog.resources import ActivityEntryResource
from portal.exports import FORMATS, XLSX_MAX_ROWS
from portal.keyset import PAGE_NAMES, count_up_to

if TYPE_CHECKING:
    from activitylog.admin.entries import ActivityEntryAdmin

OWN_NAMES = (*PAGE_NAMES, "format", "columns")


def _ensure_may_export(admin: ActivityEntryAdmin, request: HttpRequest) -> None:
    permissions = ("activitylog.view_activityentry", "activitylog.export_activityentry")
    if not request.user.has_perms(permissions):
        raise PermissionDenied


def _filterset(admin: ActivityEntryAdmin, request: HttpRequest) -> ActivityEntryFilter:
    return ActivityEntryFilter(
        admin.get_filter_data(request), ActivityEntry.objects.all(), other_names=OWN_NAMES
    )


def export(admin: ActivityEntryAdmin, request: HttpRequest) -> HttpResponseBase:
    """A file of exactly the entries that match, in the list's order.

    What could go wrong is found out before the first byte: a stream that breaks later breaks
    the connection, so that no cut file looks whole.
    """
    _ensure_may_export(admin, request)
    filterset = _filterset(admin, request)
    if problems := [*_unreadable(filterset), *_unknown_choices(request)]:
        return _refusal(problems)
    chosen = request.GET.get("format", "csv")
    if chosen == "xlsx" and count_up_to(filterset.qs, XLSX_MAX_ROWS) > XLSX_MAX_ROWS:
        return _refusal(
            [gettext("format: an Excel sheet holds 1,048,575 entries. Export as CSV, or narrow.")]
        )
    columns = _chosen_columns(request)
    kind = FORMATS[chosen]
    stream = kind.stream(ActivityEntryResource(), filterset.qs, columns, separator())
    # It is read after this request has ended, in the language of its reader all the same.
    stream = in_language(stream, get_language() or "en")
    return StreamingHttpResponse(
        stream,
        content_type=kind.content_type,
        headers={"Content-Disposition": f'attachment; filename="{file_name(filterset, chosen)}"'},
    )


def in_language(stream: Iterator[bytes], language: str) -> Iterator[bytes]:
    with translation.override(language):
        yield from stream


def separator() -> str:
    """Excel splits a CSV at semicolons where its language is German."""
    return ";" if (get_language() or "").startswith("de") else ","


def file_name(filterset: ActivityEntryFilter, ending: str) -> str:
    start, end = (filterset.form.cleaned_data[name] for name in DATES)
    return f"activity-log_{start or 'start'}_{end or today()}.{ending}"


def _unreadable(filterset: ActivityEntryFilter) -> list[str]:
    if filterset.is_valid():
        return []
    return [
        message if name == "__all__" else f"{name}: {message}"
        for name, messages in filterset.errors.items()
        for message in messages
    ]


def _chosen_columns(request: HttpRequest) -> list[str] | None:
    """None where the address names no columns; the form names an empty one beside those chosen."""
    if "columns" not in request.GET:
        return None
    return [name for name in request.GET.getlist("columns") if name]


def _unknown_choices(request: HttpRequest) -> list[str]:
    known = ActivityEntryResource().columns()
    problems = [
        gettext("columns: there is no column “%(name)s”.") % {"name": name[:100]}
        for name in _chosen_columns(request) or ()
        if name not in known
    ]
    if _chosen_columns(request) == []:
        problems.append(gettext("columns: choose at least one."))
    if len(request.GET.getlist("format")) > 1:
        problems.append(gettext("format: this can be given only once."))
    if (name := request.GET.get("format", "csv")) not in FORMATS:
        problems.append(gettext("format: there is no format “%(name)s”.") % {"name": name[:100]})
    return problems


def _refusal(problems: list[str]) -> HttpResponse:
    intro = gettext("Nothing was exported.")
    text = "\n".join([intro, *problems, ""])
    return HttpResponse(text, status=400, content_type="text/plain; charset=utf-8")


def choose_columns(admin: ActivityEntryAdmin, request: HttpRequest) -> HttpResponse:
    """A form that leads to the export: which kind of file, with which columns."""
    _ensure_may_export(admin, request)
    filterset = _filterset(admin, request)
    if problems := _unreadable(filterset):
        return _refusal(problems)
    context = {
        **admin.admin_site.each_context(request),
        "opts": admin.opts,
        "title": gettext("Export the activity log"),
        "export_url": reverse("admin:activitylog_activityentry_export"),
        "hidden": _pairs(filterset.data),
        "looked_for": looked_for(filterset),
        "formats": [{"value": item.name, "label": item.label} for item in FORMATS.values()],
        "columns": [
            {"value": name, "label": column.column_name}
            for name, column in ActivityEntryResource().columns().items()
        ],
    }
    return render(request, "admin/activitylog/activityentry/export.html", context)


def _pairs(data: QueryDict) -> list[tuple[str, str]]:
    return [(name, value) for name, values in data.lists() for value in values]
