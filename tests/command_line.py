"""Runs the portal's programs as an operator would: in a process of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import quote

from django.conf import settings

# What the tests' own settings put into this process must not be inherited. These are set, though
# empty, so that a developer's .env has no say either.
SETTINGS = (
    "ACTIVITY_LOG_ROLES",
    "BASE_URL",
    "DATABASE_URL",
    "DEBUG",
    "PARTNER_CENTER_CLIENT_ID",
    "PARTNER_CENTER_CLIENT_SECRET",
    "PARTNER_CENTER_LOGIN_URL",
    "PARTNER_CENTER_STRICT",
    "PARTNER_CENTER_TENANT_ID",
    "PARTNER_CENTER_TOKEN_URL",
    "PARTNER_CENTER_URL",
    "PARTNER_TENANT_ID",
    "PORT",
    "PORTAL_PLUGINS",
    "TIME_ZONE",
    "TRUSTED_PROXIES",
)
OF_THE_TESTS = ("DJANGO_ALLOW_ASYNC_UNSAFE", "DJANGO_SETTINGS_MODULE")
SECRET_KEY = "a-key-that-is-long-enough-for-tests-0123456789-abcdefghijklmnop"


def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a Python program; `environment` is what the operator has set, nothing else is."""
    return subprocess.run(
        [sys.executable, *command],
        cwd=settings.BASE_DIR,
        env=_environment(environment),
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def start(*arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    """Begin a command of `manage.py`, and leave it running."""
    return subprocess.Popen(
        [sys.executable, "manage.py", *arguments],
        cwd=settings.BASE_DIR,
        env=_environment(environment),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _environment(given: dict[str, str]) -> dict[str, str]:
    inherited = {name: value for name, value in os.environ.items() if name not in OF_THE_TESTS}
    defaults = {"SECRET_KEY": SECRET_KEY, "DATABASE_URL": "sqlite:///:memory:"}
    return inherited | dict.fromkeys(SETTINGS, "") | defaults | given


def address_of(database: dict[str, Any]) -> str:
    """The DATABASE_URL of a database of Django's, such as the one of the tests."""
    if database["ENGINE"].endswith("sqlite3"):
        return f"sqlite:///{database['NAME']}"
    user, password = (quote(database[name] or "", safe="") for name in ("USER", "PASSWORD"))
    host, port = database["HOST"] or "127.0.0.1", database["PORT"] or 5432
    return f"postgres://{user}:{password}@{host}:{port}/{database['NAME']}"


def manage(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return run("manage.py", *arguments, **environment)


def serve(**environment: str) -> subprocess.CompletedProcess[str]:
    """Load what the server loads. It returns at once when the portal is ready to serve."""
    # Without the warning that static files were not collected.
    return run("-W", "ignore", "-c", "import portal.wsgi", **environment)


def write_plugin(folder: Path, name: str, code: str) -> str:
    """Make an app with this `portal_plugin`; return the PYTHONPATH that finds it."""
    package = folder / name
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "portal_plugin.py").write_text(code, "utf-8")
    return str(folder)
