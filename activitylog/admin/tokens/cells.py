from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.contrib import admin
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from activitylog.moments import day_text, moment_html, utc_text
from activitylog.staff.token_form import owner_name
from portal.admin.facts import NOTHING
from portal.tokens.states import State

if TYPE_CHECKING:
    from portal.admin.reach import Reach
    from portal.tokens.models import ApiToken

BADGES = {
    State.ACTIVE: "ok",
    State.EXPIRED: "off",
    State.REVOKED: "off",
    State.OWNER_INACTIVE: "warn",
}


class NameCell:
    """The name leads to the token's page where that may be opened."""

    short_description = _("name")

    def __init__(self, reach: Reach) -> None:
        self.reach = reach
        self.__name__ = "name"

    def __call__(self, token: ApiToken) -> SafeString:
        kind = format_html("<small>{} · {}…</small>", token.get_kind_display(), token.hint)
        if not self.reach.covers(token.owner):
            return format_html('<span class="name">{}</span>{}', token.name, kind)
        return format_html('<a class="name" href="{}">{}</a>{}', url_of(token), token.name, kind)


def url_of(token: ApiToken) -> str:
    return reverse("admin:portal_apitoken_change", args=[token.pk])


@admin.display(description=_("owner"))
def owner(token: ApiToken) -> str:
    return owner_name(token.owner)


@admin.display(description=_("scopes"))
def scopes(token: ApiToken) -> SafeString:
    tags = format_html_join("", '<span class="tag">{}</span>', ((code,) for code in token.scopes))
    return format_html('<span class="tags">{}</span>', tags)


@admin.display(description=_("created"))
def created_at(token: ApiToken) -> SafeString:
    return named_on_phone(gettext("Created"), day_html(token.created_at, token.created_at))


@admin.display(description=_("valid until"))
def valid_until(token: ApiToken) -> SafeString:
    """The last day, as it was asked for; the moment of its end in the title."""
    end = token.expires_at
    shown = day_html(end - timedelta(microseconds=1), end) if end else gettext("No end")
    return named_on_phone(gettext("Valid until"), shown)


@admin.display(description=_("last used"))
def last_used_at(token: ApiToken) -> SafeString:
    if token.last_used_at is None:
        return NOTHING
    return named_on_phone(gettext("Last used"), moment_html(token.last_used_at))


@admin.display(description=_("state"))
def state(token: ApiToken) -> SafeString:
    now = token.state(timezone.now())
    return format_html('<span class="badge {}">{}</span>', BADGES[now], now.label)


def day_html(day: datetime, moment: datetime) -> SafeString:
    return format_html(
        '<time datetime="{}" title="{}">{}</time>',
        moment.isoformat(),
        utc_text(moment),
        day_text(timezone.localtime(day)),
    )


def named_on_phone(name: str, value: SafeString | str) -> SafeString:
    """Where rows are cards, no heading says which day it is."""
    return format_html('<span class="phone-only muted">{}</span> {}', name, value)
