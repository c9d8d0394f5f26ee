"""Users and their roles.

What cannot be reached from here: superusers, for everyone who is none; Global admins and their
role, for everyone who is not one of them; single permissions, for a role is all that staff have;
and one's own way in, so that nobody locks themselves out.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from portal.admin.navigation import NavItem
from portal.admin.reach import GLOBAL_ADMIN, Reach, is_global_admin
from portal.admin.user_forms import (
    LABELS,
    NAMES,
    AddUserForm,
    ChangeUserForm,
    role_groups,
    roles_field,
)
from portal.models import User
from portal.roles import ROLES

OWN_WAY_IN = ("is_active", "is_staff", "is_superuser", "groups")


def is_own(request: HttpRequest, user: User | None) -> bool:
    return user is not None and user.pk == request.user.pk


class RoleFilter(admin.SimpleListFilter):
    title = _("role")
    parameter_name = "role"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(role.code, role.label) for role in ROLES]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        names = {role.code: role.name for role in ROLES}
        if not self.value():
            return queryset
        return queryset.filter(groups__name=names.get(self.value() or "", ""))


class PortalUserAdmin(UserAdmin[User]):
    """Staff and their roles. Accounts are deactivated, never deleted: the log names them.

    An app above registers it, with `changing` extended by recording what was changed.
    """

    nav = NavItem(
        group="account",
        order=20,
        icon="team",
        description=_("Who of the staff may sign in, and in which role."),
    )
    form = ChangeUserForm
    add_form = AddUserForm
    list_display = ("username", "first_name", "last_name", "email", "roles", "is_active")
    list_filter = (RoleFilter, "is_active")
    filter_horizontal = ()
    readonly_fields = ("roles", "last_login", "date_joined")
    actions = None
    fieldsets = (
        (None, {"fields": ("username", "password")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email")}),
        (_("Access"), {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        (_("How they read the portal"), {"fields": ("time_zone", "language")}),
        (_("Dates"), {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "usable_password", "password1", "password2")}),
        (_("Person"), {"fields": ("first_name", "last_name", "email")}),
        (_("Access"), {"fields": ("is_staff", "groups")}),
    )

    @admin.display(description=_("Roles"))
    def roles(self, user: User) -> SafeString:
        held = {group.name for group in user.groups.all()}
        labels = [LABELS[name] for name in NAMES if name in held]
        if user.is_superuser:
            labels.insert(0, _("Superuser"))
        return format_html_join(", ", "{}", ((label,) for label in labels))

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        plural = str(self.opts.verbose_name_plural)
        title = plural[:1].upper() + plural[1:]
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def changing(self, request: HttpRequest, user: User) -> AbstractContextManager[None]:
        """Around everything that changes a user who exists, the own password too."""
        return transaction.atomic()

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        user = self._sent_in(request, object_id)
        if user is None:
            return super().changeform_view(request, object_id, form_url, extra_context)
        with self.changing(request, user):
            return super().changeform_view(request, object_id, form_url, extra_context)

    def user_change_password(
        self, request: HttpRequest, id: str, form_url: str = ""
    ) -> HttpResponse:
        if not self.may_set_passwords(request):
            raise PermissionDenied
        user = self._sent_in(request, id)
        if user is None:
            return super().user_change_password(request, id, form_url)
        with self.changing(request, user):
            return super().user_change_password(request, id, form_url)

    def _sent_in(self, request: HttpRequest, object_id: str | None) -> User | None:
        """The user whom the sent form is about, if there is one; a new one is not yet."""
        if request.method != "POST" or object_id is None:
            return None
        return self.get_object(request, unquote(object_id))

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        shown = {name: name for _title, options in fieldsets for name in options["fields"]}
        if not request.user.is_superuser:
            shown.pop("is_superuser", None)
        if not (self.may_set_passwords(request) and self.has_change_permission(request, obj)):
            shown.pop("password", None)
        if is_own(request, obj) or not self.has_change_permission(request, obj):
            # Said in words, where it cannot be chosen.
            shown["groups"] = "roles"
        return [
            (title, {**options, "fields": [shown[f] for f in options["fields"] if f in shown]})
            for title, options in fieldsets
        ]

    def get_form(
        self, request: HttpRequest, obj: User | None = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        if "groups" in form.base_fields and not is_global_admin(request.user):
            # This class is made for one request, its fields are shared: replaced, not changed.
            form.base_fields["groups"] = roles_field(role_groups().exclude(name=GLOBAL_ADMIN))
        return form

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        own = OWN_WAY_IN if is_own(request, obj) else ()
        return [*super().get_readonly_fields(request, obj), *own]

    def may_set_passwords(self, request: HttpRequest) -> bool:
        """Of accounts that exist. Whoever adds one chooses its first password."""
        return is_global_admin(request.user)

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        if obj is not None and not Reach.of(request).covers(obj):
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False


# What a role may do is the table of portal/roles.py, and `migrate` would undo changes made here.
admin.site.unregister(Group)
