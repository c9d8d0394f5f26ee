from __future__ import annotations

from django.http import HttpRequest

from portal.models import User


def acting(request: HttpRequest) -> User:
    """Who is at work on a page of the admin; nobody else gets there."""
    assert isinstance(request.user, User)
    return request.user
