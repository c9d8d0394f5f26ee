from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AcmePortalConfig(AppConfig):
    name = "tests.plugins.acme_portal"
    verbose_name = _("Acme Backup")
    default_auto_field = "django.db.models.BigAutoField"
