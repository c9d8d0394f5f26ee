from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from activitylog.admin.history import HistoryInLog
from activitylog.admin.tokens import cells
from activitylog.admin.tokens.filters import ApiTokenFilter
from activitylog.admin.tokens.making import MakeToken
from activitylog.admin.tokens.page import token_page
from activitylog.admin.tokens.revoking import RevokeToken
from portal.admin import NavItem, RowPages
from portal.admin.bar import FilterBar
from portal.admin.form_page import page_path
from portal.admin.reach import Reach
from portal.tokens.models import ApiToken


class TokenBar(FilterBar):
    def counted(self, count: int) -> str:
        return ngettext("%(count)s token", "%(count)s tokens", count)

    def placeholder(self, name: str) -> str:
        return gettext("Name, owner or source") if name == "q" else ""


@admin.register(ApiToken)
class ApiTokenAdmin(RowPages[ApiToken], HistoryInLog[ApiToken]):
    """What programs sign in with. Tokens are made and revoked, never changed or deleted: the log
    names them. Of those whose owner is out of one's reach only the row is shown."""

    filterset_class = ApiTokenFilter
    bar_class = TokenBar
    bar_rows = (("q", "state", "kind"),)
    keyset = ("-created_at", "-id")
    change_list_template = "admin/activitylog/apitoken/change_list.html"
    list_select_related = ("owner",)
    list_display_links = None
    page_template = "admin/activitylog/apitoken/page.html"
    nav = NavItem(
        group="account",
        order=30,
        icon="license",
        description=_("What programs sign in with, and what each is good for."),
    )

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        return [
            cells.NameCell(Reach.of(request)),
            cells.owner,
            cells.scopes,
            cells.created_at,
            cells.valid_until,
            cells.last_used_at,
            cells.state,
        ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[ApiToken]:
        # Whether an owner is within reach is a question of their groups.
        return super().get_queryset(request).prefetch_related("owner__groups")

    def page(self, request: HttpRequest, row: ApiToken) -> dict[str, Any]:
        return token_page(request, row)

    def get_urls(self) -> list[URLPattern]:
        revoke = page_path("<uuid:token_id>/revoke/", RevokeToken, "portal_apitoken_revoke")
        return [revoke, *super().get_urls()]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        answer = MakeToken.as_view()(request)
        assert isinstance(answer, HttpResponse)
        return answer

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return super().history_view(request, object_id, extra_context)

    def has_view_permission(self, request: HttpRequest, obj: ApiToken | None = None) -> bool:
        if obj is not None and not Reach.of(request).covers(obj.owner):
            return False
        return super().has_view_permission(request, obj)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        # For the button: the page asks for itself.
        return request.user.has_perms(MakeToken.permissions)
