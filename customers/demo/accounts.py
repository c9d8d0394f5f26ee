from __future__ import annotations

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction

from portal.demo import DEMO_ACCOUNTS, DEMO_PASSWORD
from portal.roles import ROLES


@transaction.atomic
def make_accounts() -> int:
    """The demo's sign-ins. Who is there already is left as they are."""
    users = get_user_model().objects
    groups = {role.code: Group.objects.get(name=role.name) for role in ROLES}
    known = set(users.values_list("username", flat=True))
    new = [account for account in DEMO_ACCOUNTS if account.username not in known]
    # Hashed once: it is slow on purpose, and the password is the same for all.
    password = make_password(DEMO_PASSWORD) if new else ""
    for account in new:
        user = users.create(
            username=account.username,
            first_name=account.first_name,
            last_name=account.last_name,
            email=account.email,
            is_staff=True,
            time_zone=account.time_zone,
            password=password,
        )
        user.groups.add(groups[account.role])
    return len(new)
