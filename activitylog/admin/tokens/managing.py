from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from portal.admin.form_page import FormPage
from portal.admin.reach import Reach


class TokenPage(FormPage):
    """A page that makes a token, or changes one."""

    permissions = ("portal.view_apitoken", "portal.manage_apitoken")

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perms(self.permissions):
            raise PermissionDenied
        self.reach = Reach.of(request)
        return super().dispatch(request, *args, **kwargs)

    def back(self) -> str:
        return reverse("admin:portal_apitoken_changelist")
