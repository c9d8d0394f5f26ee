"""Runs the portal's programs as an operator would: in a process of their own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

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
    "PARTNER_CENTER_TENANT_ID",
    "PARTNER_CENTER_TOKEN_URL",
    "PARTNER_CENTER_URL",
    "PORT",
    "PORTAL_PLUGINS",
    "TIME_ZONE",
    "TRUSTED_PROXIES",
)
OF_THE_TESTS = ("DJANGO_ALLOW_ASYNC_UNSAFE", "DJANGO_SETTINGS_MODULE")
SECRET_KEY = "a-key-that-is-long-enough-for-tests-0123456789-abcdefghijklmnop"


def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a Python program; `environment` is what the operator has set, nothing else is."""
    inherited = {name: value for name, value in os.environ.items() if name not in OF_THE_TESTS}
    defaults = {"SECRET_KEY": SECRET_KEY, "DATABASE_URL": "sqlite:///:memory:"}
    return subprocess.run(
        [sys.executable, *command],
        cwd=settings.BASE_DIR,
        env=inherited | dict.fromkeys(SETTINGS, "") | defaults | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


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
