from __future__ import annotations

from portal.settings import *  # noqa: F403 - settings are a flat list of names
from portal.settings import STORAGES

ALLOWED_HOSTS = ["testserver"]
STORAGES = STORAGES | {
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
}
