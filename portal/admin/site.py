from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.admin import AdminSite
from django.contrib.auth.models import Group
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.admin.navigation import menu
from portal.admin.overview import overview_context
from portal.admin.preferences import PreferencesView
from portal.admin.signing_in import SignInForm
from portal.models import User
from portal.roles import ROLES

if TYPE_CHECKING:
    from portal.admin.site_pages import SitePages


class PortalAdminSite(AdminSite):
    """The portal: the stock admin in its own frame."""

    site_title = site_header = "Partner Portal"
    index_title = _("Overview")
    login_form = SignInForm
    site_url = None
    # The menu stands in the header, on every page, the index too.
    enable_nav_sidebar = False

    def __init__(self, name: str = "admin") -> None:
        super().__init__(name)
        self.site_pages: list[SitePages] = []

    def register_pages(self, pages: SitePages) -> None:
        """Take in pages of an app; from its `admin` module, as models are."""
        self.site_pages.append(pages)

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        context = super().each_context(request)
        if context["has_permission"]:
            context["nav_groups"] = list(menu(request, self._registry.values(), self.site_pages))
            context["user_role_names"] = role_names(request)
        return context

    def get_urls(self) -> list[URLResolver | URLPattern]:
        preferences = PreferencesView.as_view(admin_site=self)
        return [
            path("preferences/", self.admin_view(preferences), name="preferences"),
            *(url for pages in self.site_pages for url in pages.urls),
            *super().get_urls(),
        ]

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        context = {**overview_context(request), **(extra_context or {})}
        return super().index(request, context)

    # The stubs know of the form only, not of the redirect that follows it.
    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """One's own password: for the admin of users a change like any other."""
        if request.method != "POST":
            return super().password_change(request, extra_context)
        users: Any = self.get_model_admin(User)
        with users.changing(request, request.user):
            return super().password_change(request, extra_context)


def role_names(request: HttpRequest) -> list[str]:
    """The signed-in user's roles, by what they are called in the reader's language."""
    if request.user.is_superuser:
        return [gettext("Superuser")]
    groups = Group.objects.filter(user=request.user.pk).values_list("name", flat=True)
    labels = {role.name: str(role.label) for role in ROLES}
    return sorted(labels.get(name, name) for name in groups)
