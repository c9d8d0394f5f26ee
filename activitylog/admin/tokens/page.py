from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from activitylog.admin.tokens import cells
from activitylog.admin.tokens.managing import TokenPage
from activitylog.happenings import latest
from activitylog.links import activity_url
from activitylog.models import ActivityEntry
from activitylog.moments import moment_html
from activitylog.staff.token_rules import useless_scopes
from portal.admin.bar import Tool
from portal.admin.facts import Fact, fact
from portal.tokens.models import ApiToken
from portal.tokens.scopes import SCOPES


def token_page(request: HttpRequest, token: ApiToken) -> dict[str, Any]:
    """What the template of a token's page reads."""
    context: dict[str, Any] = {
        "title": token.name,
        "token": token,
        "owner": cells.owner(token),
        "state": cells.state(token),
        "scopes": scopes(token),
        "facts": facts(token),
        "tools": [],
    }
    if token.revoked_at is None and request.user.has_perms(TokenPage.permissions):
        url = reverse("admin:portal_apitoken_revoke", args=[token.pk])
        context["tools"] = [Tool(gettext("Revoke…"), url)]
    if request.user.has_perm("activitylog.view_activityentry"):
        entries = ActivityEntry.objects.listed().filter(resource_id=str(token.pk))
        context["happenings"] = latest(entries)
        context["activity_url"] = activity_url(resource_id=token.pk)
    return context


def scopes(token: ApiToken) -> list[dict[str, Any]]:
    useless = useless_scopes(token.owner, token.scopes)
    return [
        {"code": code, "label": SCOPES.get(code, ""), "useless": useless.get(code, "")}
        for code in token.scopes
    ]


def facts(token: ApiToken) -> list[Fact]:
    times = [
        Fact(_("Created at"), moment_html(token.created_at)),
        Fact(_("Last used at"), moment_or(token.last_used_at, gettext("Never"))),
        Fact(_("Expires at"), moment_or(token.expires_at, gettext("Never"))),
    ]
    if token.revoked_at:
        times.append(Fact(_("Revoked at"), moment_html(token.revoked_at)))
    is_client = token.kind == ApiToken.Kind.CLIENT
    return [
        *times,
        fact(token, "kind"),
        fact(token, "source"),
        Fact(_("Secret begins with"), token.hint),
        Fact(_("Client ID") if is_client else _("ID"), str(token.pk), copy=True),
    ]


def moment_or(moment: datetime | None, otherwise: str) -> SafeString | str:
    return moment_html(moment) if moment else otherwise
