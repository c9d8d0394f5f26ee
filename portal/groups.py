"""Keeps the groups of the database equal to the table of roles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import QuerySet

from portal.roles import ROLES, Role, permissions_of


@dataclass(frozen=True, slots=True)
class Difference:
    """What a group of the database lacks of its role, and what it has beyond it."""

    role: Role
    missing: frozenset[str]
    surplus: frozenset[str]


def differences() -> Iterator[Difference]:
    for role in ROLES:
        wanted = permissions_of(role, settings.ACTIVITY_LOG_ROLES)
        held = frozenset(_names(Permission.objects.filter(group__name=role.name)))
        if wanted != held or not Group.objects.filter(name=role.name).exists():
            yield Difference(role, wanted - held, held - wanted)


@transaction.atomic
def sync_groups() -> list[Difference]:
    """Make each role's group what the table says; return what was different."""
    found = list(differences())
    for difference in found:
        group, _created = Group.objects.get_or_create(name=difference.role.name)
        group.permissions.set(
            _permissions(permissions_of(difference.role, settings.ACTIVITY_LOG_ROLES))
        )
    return found


def _names(permissions: QuerySet[Permission]) -> Iterable[str]:
    pairs = permissions.values_list("content_type__app_label", "codename")
    return (f"{app}.{codename}" for app, codename in pairs)


def _permissions(names: frozenset[str]) -> list[Permission]:
    """The permissions of these names that exist: an app's own come with its first migration."""
    codenames = {name.split(".", 1)[1] for name in names}
    found = Permission.objects.filter(codename__in=codenames).select_related("content_type")
    return [
        permission
        for permission in found
        if f"{permission.content_type.app_label}.{permission.codename}" in names
    ]
