from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from activitylog import checks


class ActivityLogConfig(AppConfig):
    name = "activitylog"
    verbose_name = _("Activity log")

    def ready(self) -> None:
        checks.register()
