from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from django.apps import apps

MODULE = "portal_plugin"


@dataclass(frozen=True, slots=True)
class Problem:
    """A plugin that could not be loaded, and why."""

    app: str
    reason: str


problems: list[Problem] = []


def autodiscover() -> None:
    """Import `portal_plugin` of each installed app; note what cannot be, for `manage.py check`.

    A wrong plugin must not hide behind a traceback: the check names it, and the server does not
    start while there is one.
    """
    problems.clear()
    for config in apps.get_app_configs():
        name = f"{config.name}.{MODULE}"
        try:
            if find_spec(name):
                import_module(name)
        # Whatever a plugin raises is told as its own problem.
        except Exception as error:
            problems.append(Problem(config.name, f"{type(error).__name__}: {error}"))
