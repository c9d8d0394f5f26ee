"""What subscriptions show on the overview."""

from __future__ import annotations

from django.http import HttpRequest

from customers.overview.attention import tasks
from customers.overview.figures import figures
from portal.plugins import Overview
from portal.snapshot import snapshot


class SubscriptionsOverview:
    name = "customers"

    def overview(self, request: HttpRequest) -> Overview:
        if not request.user.has_perm("customers.view_subscription"):
            return Overview()
        # What has moved since is taken from what there is now.
        with snapshot():
            return Overview(figures=list(figures()), tasks=tasks())
