from __future__ import annotations

from collections import Counter
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from activitylog.admin.acting import acting
from activitylog.counting.catching_up import bring_up_to_date
from activitylog.counting.reading import PATIENCE
from activitylog.files import UnusableFile, readable
from activitylog.services import Outcome, Result, ingest
from activitylog.services.imports import recorded_import
from portal.numbers import grouped
from portal.plugins import IngestionSource, ingestion_sources

if TYPE_CHECKING:
    from activitylog.admin.entries import ActivityEntryAdmin
    from activitylog.services.record import Actor

# What a browser waits for. Larger files go through the command, which shows its progress.
MOST_BYTES = 50 * 1024 * 1024
SHOWN = 200


def sources() -> list[tuple[str, Any]]:
    return [(source.name, source.label) for source in ingestion_sources]


class ImportForm(forms.Form):
    source = forms.ChoiceField(label=_("Where it comes from"), choices=sources)
    file = forms.FileField(
        label=_("File"),
        help_text=_("Up to 50 MB, also zipped with gzip. Larger ones: manage.py import_activity."),
    )


@dataclass
class Report:
    """What became of the records of a file."""

    title: str
    source: IngestionSource
    found: Counter[Result] = field(default_factory=Counter)
    rows: list[dict[str, Any]] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        self.found[outcome.result] += 1
        if outcome.result in (Result.CONFLICT, Result.REFUSED) and len(self.rows) < SHOWN:
            self.rows.append(self._row(outcome))

    def _row(self, outcome: Outcome) -> dict[str, Any]:
        known = outcome.entry_id and outcome.result == Result.CONFLICT
        page = "admin:activitylog_activityentry_change"
        return {
            "line": outcome.reading.line,
            "outcome_label": result_label(outcome.result),
            "badge": "warn" if outcome.result == Result.CONFLICT else "bad",
            "field": self.source.field_names.get(outcome.field, outcome.field),
            "reason": outcome.reason,
            "entry_url": reverse(page, args=[outcome.entry_id]) if known else "",
        }

    @property
    def counts(self) -> list[dict[str, Any]]:
        pairs = [(gettext("Read"), self.found.total())]
        pairs += [(result_label(result), self.found[result]) for result in Result]
        return [{"label": label, "n": n} for label, n in pairs]

    @property
    def more(self) -> str:
        left = self.found[Result.CONFLICT] + self.found[Result.REFUSED] - len(self.rows)
        if not left:
            return ""
        return gettext("%(count)s more are not shown.") % {"count": grouped(left)}


def result_label(result: Result) -> str:
    return {
        Result.ADDED: gettext("Added"),
        Result.KNOWN: gettext("Known already"),
        Result.CONFLICT: gettext("In conflict"),
        Result.REFUSED: gettext("Refused"),
    }[result]


def import_file(admin: ActivityEntryAdmin, request: HttpRequest) -> HttpResponse:
    """A form that takes a file of records, checks it or adds what is new."""
    permissions = ("activitylog.view_activityentry", "activitylog.import_activityentry")
    if not request.user.has_perms(permissions):
        raise PermissionDenied
    form = ImportForm(request.POST or None, request.FILES or None)
    report = None
    if request.method == "POST" and form.is_valid():
        try:
            report = _report(
                form.cleaned_data, acting(request) if "import" in request.POST else None
            )
        except UnusableFile as error:
            form.add_error("file", str(error))
    context = {
        **admin.admin_site.each_context(request),
        "opts": admin.opts,
        "title": gettext("Import into the activity log"),
        "form": form,
        "report": report,
    }
    return render(request, "admin/activitylog/activityentry/import.html", context)


def _report(data: dict[str, Any], importing: Actor | None) -> Report:
    """What became of the records; without someone who is importing, what would become of them."""
    source = ingestion_sources.get(data["source"])
    assert source
    title = gettext("What happened") if importing else gettext("What would happen")
    report = Report(title, source)
    with readable(data["file"], most=MOST_BYTES) as file:
        name = data["file"].name
        recorded = recorded_import(report.found, actor=importing, file_name=name)
        with recorded if importing else nullcontext():
            for outcome in ingest(source.read(file), source=source.name, dry_run=not importing):
                report.add(outcome)
    if importing:
        bring_up_to_date(seconds=PATIENCE)
    return report
