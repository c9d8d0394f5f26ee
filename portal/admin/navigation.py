from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from portal.admin.site_pages import SitePages


@dataclass(frozen=True, slots=True, kw_only=True)
class NavItem:
    """How a list stands in the menu: a ModelAdmin carries it as `nav`."""

    group: str
    order: int
    icon: str
    description: Promise


@dataclass(frozen=True, slots=True)
class Link:
    url: str
    label: str
    icon: str
    description: str
    current: bool


@dataclass(frozen=True, slots=True)
class LinkGroup:
    label: str
    items: list[Link]


GROUPS = {"account": _("Account settings"), "business": _("Business")}


@dataclass(frozen=True, slots=True)
class _Place:
    """What stands in the menu, for those who may open it."""

    nav: NavItem
    label: str
    name: str


def menu(
    request: HttpRequest, admins: Iterable[ModelAdmin[Any]], site_pages: Iterable[SitePages]
) -> Iterator[LinkGroup]:
    """What this user may open, in groups; the overview first."""
    index = reverse("admin:index")
    yield LinkGroup("", [Link(index, gettext("Overview"), "home", "", request.path == index)])
    places = sorted(
        [*_lists(request, admins), *_pages(request, site_pages)], key=lambda place: place.nav.order
    )
    for group, label in GROUPS.items():
        items = [_link(request, place) for place in places if place.nav.group == group]
        if items:
            yield LinkGroup(str(label), items)


def _lists(request: HttpRequest, admins: Iterable[ModelAdmin[Any]]) -> Iterator[_Place]:
    for admin in admins:
        nav = getattr(admin, "nav", None)
        if isinstance(nav, NavItem) and admin.has_view_permission(request):
            options = admin.model._meta
            label = str(options.verbose_name_plural)
            name = f"{options.app_label}_{options.model_name}_changelist"
            yield _Place(nav, label[:1].upper() + label[1:], name)


def _pages(request: HttpRequest, site_pages: Iterable[SitePages]) -> Iterator[_Place]:
    for pages in site_pages:
        if pages.may_open(request):
            yield _Place(pages.nav, str(pages.label), pages.name)


def _link(request: HttpRequest, place: _Place) -> Link:
    url = reverse(f"admin:{place.name}")
    return Link(
        url,
        place.label,
        place.nav.icon,
        str(place.nav.description),
        request.path.startswith(url),
    )
