"""The forms in which users and their roles are changed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.db.models import Case, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from portal.admin.preferences import time_zone_choices
from portal.models import User
from portal.roles import ROLES

NAMES = tuple(role.name for role in ROLES)
LABELS = {role.name: role.label for role in ROLES}


def role_groups() -> QuerySet[Group]:
    """The groups of the six roles, in the order of their table."""
    places = (When(name=name, then=Value(place)) for place, name in enumerate(NAMES))
    return Group.objects.filter(name__in=NAMES).order_by(Case(*places))


class RolesField(forms.ModelMultipleChoiceField[Group]):
    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj: Any) -> str:
        return str(LABELS.get(obj.name, obj.name))


def roles_field(groups: QuerySet[Group]) -> RolesField:
    return RolesField(
        groups,
        label=_("Roles"),
        required=False,
        help_text=_("Several may be combined: what they allow adds up."),
    )


class ChangeUserForm(UserChangeForm[User]):
    groups = roles_field(role_groups())
    time_zone = forms.ChoiceField(
        label=_("Time zone"),
        required=False,
        choices=time_zone_choices,
        help_text=User._meta.get_field("time_zone").help_text,
    )

    def clean_groups(self) -> list[Group]:
        """The chosen roles, and the groups of the user that were no choice here."""
        offered = self.fields["groups"].queryset  # type: ignore[attr-defined]
        others = self.instance.groups.exclude(pk__in=offered.values("pk"))
        return [*self.cleaned_data["groups"], *others]


class AddUserForm(AdminUserCreationForm[User]):
    groups = roles_field(role_groups())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["is_staff"].initial = True
