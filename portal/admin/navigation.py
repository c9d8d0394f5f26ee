from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.admin import ModelAdmin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


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


def menu(request: HttpRequest, admins: Iterable[ModelAdmin[Any]]) -> Iterator[LinkGroup]:
    """What this user may open, in groups; the overview first."""
    index = reverse("admin:index")
    yield LinkGroup("", [Link(index, gettext("Overview"), "home", "", request.path == index)])
    listed = [
        (nav, admin) for admin in admins if isinstance(nav := getattr(admin, "nav", None), NavItem)
    ]
    for group, label in GROUPS.items():
        items = [
            _link(request, item, admin)
            for item, admin in sorted(listed, key=lambda pair: pair[0].order)
            if item.group == group and admin.has_view_permission(request)
        ]
        if items:
            yield LinkGroup(str(label), items)


def _link(request: HttpRequest, item: NavItem, admin: ModelAdmin[Any]) -> Link:
    options = admin.model._meta
    url = reverse(f"admin:{options.app_label}_{options.model_name}_changelist")
    label = str(options.verbose_name_plural)
    return Link(
        url,
        label[:1].upper() + label[1:],
        item.icon,
        str(item.description),
        request.path.startswith(url),
    )
