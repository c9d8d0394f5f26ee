"""Users and their roles.

What cannot be reached from here: superusers, for everyone who is none; single permissions, for a
role is all that staff have; and one's own way in, so that nobody locks themselves out.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.db.models import Case, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from portal.admin.navigation import NavItem
from portal.admin.preferences import time_zone_choices
from portal.models import User
from portal.roles import ROLES

NAMES = tuple(role.name for role in ROLES)
LABELS = {role.name: role.label for role in ROLES}
OWN_WAY_IN = ("is_active", "is_staff", "is_superuser", "groups")


def role_groups() -> QuerySet[Group]:
    """The groups of the six roles, in the order of their table."""
    places = (When(name=name, then=Value(place)) for place, name in enumerate(NAMES))
    return Group.objects.filter(name__in=NAMES).order_by(Case(*places))


class RolesField(forms.ModelMultipleChoiceField[Group]):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return str(LABELS.get(obj.name, obj.name))


def roles_field() -> RolesField:
    return RolesField(
        role_groups(),
        label=_("Roles"),
        required=False,
        help_text=_("Several may be combined: what they allow adds up."),
    )


def is_own(request: HttpRequest, user: User | None) -> bool:
    return user is not None and user.pk == request.user.pk


class ChangeUserForm(UserChangeForm[User]):
    groups = roles_field()
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        required=False,
        choices=time_zone_choices,
        help_text=User._meta.get_field("time_zone").help_text,
    )

    def clean_groups(self) -> list[Group]:
        """The chosen roles, and groups of another kind that the user is in."""
        others = self.instance.groups.exclude(name__in=NAMES)
        return [*self.cleaned_data["groups"], *others]


class AddUserForm(AdminUserCreationForm[User]):
    groups = roles_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["is_staff"].initial = True


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
    """Staff and their roles. Accounts are deactivated, never deleted: the log names them."""

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

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        return super().get_queryset(request).prefetch_related("groups")

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        shown = {name: name for _title, options in fieldsets for name in options["fields"]}
        if not request.user.is_superuser:
            shown.pop("is_superuser", None)
        if not self.has_change_permission(request, obj):
            shown.pop("password", None)
        if is_own(request, obj) or not self.has_change_permission(request, obj):
            # Said in words, where it cannot be chosen.
            shown["groups"] = "roles"
        return [
            (title, {**options, "fields": [shown[f] for f in options["fields"] if f in shown]})
            for title, options in fieldsets
        ]

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        own = OWN_WAY_IN if is_own(request, obj) else ()
        return [*super().get_readonly_fields(request, obj), *own]

    def has_change_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        if obj is not None and obj.is_superuser and not request.user.is_superuser:
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        return False


admin.site.register(User, PortalUserAdmin)
# What a role may do is the table of portal/roles.py, and `migrate` would undo changes made here.
admin.site.unregister(Group)
