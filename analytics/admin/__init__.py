from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.contrib import admin

from analytics.admin.pages import PAGES

if TYPE_CHECKING:
    from portal.admin.site import PortalAdminSite

cast("PortalAdminSite", admin.site).register_pages(PAGES)
