"""What the activity log shows on the overview."""

from __future__ import annotations

from django.http import HttpRequest

from activitylog.counting.reading import counted_log
from activitylog.overview.days import days_until_today
from activitylog.overview.figures import figures, tasks
from activitylog.overview.health import health
from activitylog.overview.panels import panels
from activitylog.overview.today import count_today
from portal.plugins import Overview

PATIENCE = 0.2
"""Seconds that the page waits for what is not counted yet: it says how far the counts are."""


class LogOverview:
    name = "activitylog"

    def overview(self, request: HttpRequest) -> Overview:
        if not request.user.has_perm("activitylog.view_activityentry"):
            return Overview()
        days = days_until_today()
        with counted_log(seconds=PATIENCE) as log:
            state, tallies = log.state, log.per_bucket(days.bounds)
        today = count_today()
        return Overview(
            figures=list(figures(today, tallies)),
            panels=list(panels(request, days, tallies)),
            tasks=list(tasks(today)),
            health=list(health(state)),
        )
