"""The pull command as its users run it, and what it has brought."""

from __future__ import annotations

import io
import json
from contextlib import redirect_stderr
from typing import Any

from django.core.management import CommandError, call_command

from activitylog.models import ActivityEntry, PullState


def run_pull(*options: str, source: str = "partnercenter") -> tuple[int, str, str]:
    """The exit code, the summary, and the complaints."""
    out, err = io.StringIO(), io.StringIO()
    code = 0
    try:
        with redirect_stderr(err):
            call_command("pull_activity", source, *options, stdout=out)
    except SystemExit as end:
        code = int(end.code or 0)
    except CommandError as error:
        return error.returncode, out.getvalue(), f"{err.getvalue()}{error}"
    return code, out.getvalue().strip(), err.getvalue()


def pulled() -> list[str]:
    """The records in the log, each as often as it is there."""
    entries = ActivityEntry.objects.filter(source="partnercenter")
    return sorted(entries.values_list("external_id", flat=True))


def state() -> dict[str, Any]:
    kept: dict[str, Any] = json.loads(PullState.objects.get(source="partnercenter").state)
    return kept


def told() -> list[dict[str, str]]:
    """What the entries of the pulls themselves say, oldest first."""
    entries = ActivityEntry.objects.filter(action="import_file").order_by("id")
    return [
        {"Status": entry.status, "Application": entry.application}
        | {pair["key"]: pair["value"] for pair in json.loads(entry.details or "[]")}
        for entry in entries
    ]
