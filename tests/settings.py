"""The settings of the tests: the portal's own, with what tests need instead."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "only for tests")
os.environ["BASE_URL"] = "http://127.0.0.1:8000"
os.environ["PORTAL_PLUGINS"] = "tests.plugins.acme_portal"
for name in (
    "DEBUG",
    "TIME_ZONE",
    "ACTIVITY_LOG_ROLES",
    "PARTNER_CENTER_STRICT",
    "PARTNER_TENANT_ID",
):
    os.environ.pop(name, None)

from portal.settings import *  # noqa: E402, F403 - settings are a flat list of names
from portal.settings import DATABASES, STORAGES  # noqa: E402

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
# Hashing slowly is for real passwords.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file: roads on a connection of their own cannot share a database in memory.
    DATABASES["default"]["TEST"] = {
        "NAME": str(Path(tempfile.gettempdir()) / f"portal-test-{os.getpid()}.sqlite3")
    }
DATABASES["default"]["CONN_MAX_AGE"] = 0
# What the checkout's own server has collected is none of the tests' business.
STATIC_ROOT = Path(tempfile.gettempdir()) / "portal-test-static-root"
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = True
