"""Whom somebody may change: superusers are out of reach of all who are none, Global admins and
their role of all who are not one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.http import HttpRequest

from portal.models import User
from portal.roles import ROLES

GLOBAL_ADMIN = next(role.name for role in ROLES if role.code == "global_admin")


def is_global_admin(user: User | AnonymousUser | AbstractBaseUser) -> bool:
    """Whether someone may do everything with users: by their role, or as a superuser."""
    return isinstance(user, User) and (
        user.is_superuser or GLOBAL_ADMIN in {group.name for group in user.groups.all()}
    )


@dataclass(frozen=True, slots=True)
class Reach:
    """The accounts that someone may change, and may make and revoke tokens for."""

    of_superuser: bool
    of_global_admin: bool

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        return cls(request.user.is_superuser, is_global_admin(request.user))

    def covers(self, user: User) -> bool:
        if user.is_superuser:
            return self.of_superuser
        return self.of_global_admin or not is_global_admin(user)

    def accounts(self) -> QuerySet[User]:
        if self.of_superuser:
            return User.objects.all()
        users = User.objects.filter(is_superuser=False)
        return users if self.of_global_admin else users.exclude(groups__name=GLOBAL_ADMIN)
