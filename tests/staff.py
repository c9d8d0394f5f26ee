"""Who works at the partner, by their roles."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group

from portal.models import User


def make_staff(username: str, *roles: str, **values: Any) -> User:
    user = User.objects.create_user(username, password="a long password", is_staff=True, **values)
    user.groups.set(Group.objects.filter(name__in=roles))
    return user
