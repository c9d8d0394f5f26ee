from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

from django.apps import AppConfig, apps
from django.contrib.admin.apps import AdminConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from portal import checks
from portal.plugins.discovery import autodiscover


class PortalConfig(AppConfig):
    name = "portal"
    verbose_name = _("Account settings")

    def ready(self) -> None:
        checks.register()
        autodiscover()
        post_migrate.connect(_keep_groups, dispatch_uid="portal.groups")


class PortalAdminConfig(AdminConfig):
    default_site = "portal.admin.site.PortalAdminSite"

    def ready(self) -> None:
        super().ready()
        # Not with the package portal.admin: the site is part of it, and nothing can register
        # with a site that is still being made.
        import_module("portal.admin.users")


def _keep_groups(sender: AppConfig, **_kwargs: Any) -> None:
    # Once, after the last app: by then every app's permissions exist. Named as text because
    # models cannot be imported while apps are still loading.
    if sender == list(apps.get_app_configs())[-1]:
        sync_groups: Callable[[], object] = import_string("portal.groups.sync_groups")
        sync_groups()
