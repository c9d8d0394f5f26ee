"""What must hold before the portal answers its first request."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import check_password
from django.core import checks
from django.core.exceptions import ImproperlyConfigured
from django.db import DatabaseError, connection

from portal.checks import PLUGINS
from portal.demo import DEMO_ACCOUNTS, DEMO_PASSWORD
from portal.environment import is_this_machine


def refuse_unsafe_start() -> None:
    """Raise ImproperlyConfigured, with a sentence, when the portal must not be served."""
    problems = [message for message in checks.run_checks(tags=[PLUGINS]) if message.is_serious()]
    if problems:
        raise ImproperlyConfigured(f"{problems[0].msg} {problems[0].hint}")
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        raise ImproperlyConfigured(
            f"The database cannot be reached: {error}. Is DATABASE_URL right?"
        ) from error
    if not is_this_machine(settings.BASE_URL):
        _refuse_demo_passwords()


def _refuse_demo_passwords() -> None:
    names = [account.username for account in DEMO_ACCOUNTS]
    users = get_user_model().objects.filter(username__in=names, is_active=True)
    try:
        passwords = list(users.values_list("username", "password"))
    except DatabaseError as error:
        raise ImproperlyConfigured(
            f"The database cannot be read: {error}. Is DATABASE_URL right, and was "
            "`manage.py migrate` run?"
        ) from error
    for username, password in passwords:
        if check_password(DEMO_PASSWORD, password):
            raise ImproperlyConfigured(
                f"The demo account “{username}” still has its printed password, and "
                f"{settings.BASE_URL} can be reached from other machines. Change it with "
                f"`manage.py changepassword {username}`, or start with an empty database."
            )
