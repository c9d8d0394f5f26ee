"""Pages of an app that are about more than the rows of one model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpRequest
from django.urls import URLPattern
from django.utils.functional import Promise

if TYPE_CHECKING:
    from portal.admin.navigation import NavItem


@dataclass(frozen=True, slots=True, kw_only=True)
class SitePages:
    """Where the pages are, and how they stand in the menu.

    Each view asks for its own permission, and is wrapped by the site's `admin_view`, as
    `page_path` does.
    """

    label: str | Promise
    name: str
    """Of the address that the menu leads to, without "admin:"."""
    urls: Sequence[URLPattern]
    nav: NavItem
    may_open: Callable[[HttpRequest], bool]
