from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core import checks
from django.db import connections

from activitylog import triggers


def register() -> None:
    checks.register(entries_are_guarded, checks.Tags.database)


def entries_are_guarded(
    app_configs: Sequence[AppConfig] | None, databases: Sequence[str] | None = None, **_kwargs: Any
) -> list[checks.CheckMessage]:
    """activitylog.E001: entries could be changed or removed unnoticed."""
    return [
        checks.Error(
            f"The trigger “{name}” that guards the activity log is missing from “{alias}”.",
            hint="Find out who removed it, then run `manage.py restore_guards`.",
            id="activitylog.E001",
        )
        for alias in databases or ()
        if triggers.TABLE in connections[alias].introspection.table_names()
        for name in triggers.missing(alias)
    ]
