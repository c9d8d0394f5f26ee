"""What the overview shows a user: the parts of all apps, in the order of the apps."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import pgettext

from portal.plugins import Overview, overview_parts


def overview_context(request: HttpRequest) -> dict[str, Any]:
    parts = [part.overview(request) for part in overview_parts]
    has_tasks = any(part.tasks for part in parts)
    return {
        "today": date_format(timezone.localdate(), pgettext("format of today", "l, j F Y")),
        "overview": Overview(
            figures=[figure for part in parts for figure in part.figures],
            panels=[panel for part in parts for panel in part.panels],
            tasks=[task for part in parts for task in part.tasks if task.count],
            health=[row for part in parts for row in part.health],
        ),
        "has_tasks": has_tasks,
        "has_overview": has_tasks
        or any(part.figures or part.panels or part.health for part in parts),
    }
