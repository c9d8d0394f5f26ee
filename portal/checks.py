"""System checks of the portal's own rules: `manage.py check` says what is wrong and what helps."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core import checks

from portal.plugins import discovery

PLUGINS = "plugins"


def register() -> None:
    checks.register(plugins_load, PLUGINS)
    checks.register(plugins_are_installed, PLUGINS)


def plugins_load(
    app_configs: Sequence[AppConfig] | None, **_kwargs: Any
) -> list[checks.CheckMessage]:
    """portal.E001: an app's `portal_plugin` module cannot be used."""
    return [
        checks.Error(
            f"The plugin “{problem.app}” could not be loaded. {problem.reason}",
            hint=f"Correct {problem.app}/{discovery.MODULE}.py, or take the app out of "
            "PORTAL_PLUGINS. docs/plugins.md shows what each hook expects.",
            id="portal.E001",
        )
        for problem in discovery.problems
    ]


def plugins_are_installed(
    app_configs: Sequence[AppConfig] | None, **_kwargs: Any
) -> list[checks.CheckMessage]:
    """portal.E002: PORTAL_PLUGINS names an app that cannot be imported."""
    return [
        checks.Error(
            f"PORTAL_PLUGINS names “{name}”, which is not installed.",
            hint="Install its package into the portal's environment, or correct the name.",
            id="portal.E002",
        )
        for name in settings.PORTAL_PLUGINS_MISSING
    ]
