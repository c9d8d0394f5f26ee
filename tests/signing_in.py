"""Readers who are in already: signing in leaves an entry, which most tests are not about."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client

if TYPE_CHECKING:
    from portal.models import User


def signed_in(user: User) -> Client:
    """A client whose session was begun before the test."""
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    return client


def in_a_browser(client: Client) -> Client:
    """The same session, as browsers have it: what it sends needs the token against forged
    requests, of which it has been given one."""
    browser = Client(enforce_csrf_checks=True)
    browser.cookies = client.cookies
    browser.get("/admin/")
    return browser


def csrf_token(browser: Client) -> dict[str, str]:
    """The header with which a page of the portal sends something."""
    return {"X-CSRFToken": browser.cookies["csrftoken"].value}
