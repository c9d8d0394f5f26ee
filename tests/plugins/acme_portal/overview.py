from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from portal.numbers import grouped
from portal.plugins import HealthRow, Overview

from .models import Tenant


class AcmeOverview:
    """Says on the overview how many customers Acme knows."""

    name = "acme.overview"

    def overview(self, request: HttpRequest) -> Overview:
        if not request.user.has_perm("acme_portal.view_tenant"):
            return Overview()
        known = grouped(Tenant.objects.count())
        return Overview(health=[HealthRow(label=_("Customers known to Acme"), value=known)])
