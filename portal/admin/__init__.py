"""The admin site, and lists that are narrowed by a FilterSet and paged by key."""

from __future__ import annotations

from portal.admin.filtered import FilterSetAdmin
from portal.admin.navigation import NavItem
from portal.admin.reading import ReadOnly
from portal.admin.row_pages import RowPages

__all__ = ["FilterSetAdmin", "NavItem", "ReadOnly", "RowPages"]
