"""The cells of the list. Written without templates: a page has five hundred of them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib.admin import display
from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from activitylog.actions import (
    action_label,
    resource_icon,
    resource_label,
)
from activitylog.happenings import status_html
from activitylog.links import may_open_customer, subscriptions_url
from activitylog.moments import moment_html, moment_text
from portal.admin.addresses import Values, query
from portal.admin.facts import NOTHING
from portal.templatetags.icons import icon

if TYPE_CHECKING:
    from activitylog.models import ActivityEntry


def zone_heading() -> SafeString:
    """The heading of the first column names the zone that its times are in."""
    return format_html(
        '{} <span class="zone">({})</span>',
        gettext("Date-Time"),
        timezone.get_current_timezone_name(),
    )


class Columns:
    """The columns for one request: what its user may open, and the address to narrow from."""

    def __init__(self, request: HttpRequest, filters: QueryDict) -> None:
        self.filters = filters
        self.may_open_customer = may_open_customer(request)

    def all(self) -> list[Callable[[ActivityEntry], Any]]:
        return [
            self.occurred_at,
            self.customer_name,
            self.action,
            self.partner_user,
            self.status,
            self.details,
        ]

    @display(description=lazy(zone_heading, SafeString)())
    def occurred_at(self, entry: ActivityEntry) -> SafeString:
        return moment_html(entry.occurred_at)

    @display(description=_("Affected customer"))
    def customer_name(self, entry: ActivityEntry) -> SafeString:
        name = entry.customer_name or str(entry.customer_id or "")
        if not name:
            return NOTHING
        shown = _plain_name(name)
        narrow: Values = {"customer_name": name, "customer": None}
        if entry.customer_id:
            narrow = {"customer": str(entry.customer_id), "customer_name": None}
            if self.may_open_customer:
                shown = _linked_name(name, subscriptions_url(entry.customer_id))
        return self._cell(shown, name, narrow)

    @display(description=_("Action"))
    def action(self, entry: ActivityEntry) -> SafeString:
        label = action_label(entry.action)
        shown = format_html(
            '{}<span class="name" title="{}">{}</span> <span class="hint">{}</span>',
            icon(resource_icon(entry.resource_type)),
            label,
            label,
            resource_label(entry.resource_type),
        )
        return self._cell(shown, label, {"action": entry.action}, css="cell act")

    @display(description=_("Partner user"))
    def partner_user(self, entry: ActivityEntry) -> SafeString:
        actor = entry.partner_user or entry.application
        if not actor:
            return NOTHING
        shown = _plain_name(actor)
        if not entry.partner_user:
            tag = format_html('<span class="tag">{}</span>', gettext("Application"))
            shown = format_html("{} {}", shown, tag)
        return self._cell(shown, actor, {"partner_user": actor})

    @display(description=_("Status"))
    def status(self, entry: ActivityEntry) -> SafeString:
        return status_html(entry)

    @display(description=_("Details"))
    def details(self, entry: ActivityEntry) -> SafeString:
        what = f"{action_label(entry.action)}, {moment_text(entry.occurred_at)}"
        return format_html(
            '<a class="expander" href="{}" data-fragment="{}" aria-label="{}">{}</a>',
            reverse("admin:activitylog_activityentry_change", args=[entry.pk]),
            reverse("admin:activitylog_activityentry_details", args=[entry.pk]),
            gettext("Show details of %(what)s") % {"what": what},
            icon("chevron"),
        )

    def _cell(
        self, shown: SafeString, name: str, narrow: Values, *, css: str = "cell"
    ) -> SafeString:
        return format_html(
            '<div class="{}">{}<a class="narrow" href="{}" aria-label="{}" title="{}">{}</a></div>',
            css,
            shown,
            query(self.filters, narrow),
            gettext("Only entries of %(name)s") % {"name": name},
            gettext("Only these"),
            icon("filter"),
        )


def _plain_name(name: str) -> SafeString:
    return format_html('<span class="name" title="{}">{}</span>', name, name)


def _linked_name(name: str, url: str) -> SafeString:
    return format_html('<a class="name" href="{}" title="{}">{}</a>', url, name, name)
