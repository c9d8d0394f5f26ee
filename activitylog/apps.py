from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from activitylog import checks


class ActivityLogConfig(AppConfig):
    name = "activitylog"
    verbose_name = _("Activity log")

    def ready(self) -> None:
        checks.register()
        # Only now, for it needs models. Its receivers come before the one that notes the last
        # sign-in, so that none is noted which is not recorded.
        import_module("activitylog.staff.signing_in")
