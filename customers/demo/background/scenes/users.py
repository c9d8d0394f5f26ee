"""What the portal keeps no rows of: passwords and roles in the customers' directories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from customers.demo.background.values import with_kind
from customers.demo.chance import chance

if TYPE_CHECKING:
    from collections.abc import Iterator

    from customers.demo.background.clients import Account, Client
    from customers.demo.background.pen import Pen
    from portal.plugins import Record

# Every directory role has one ID in all tenants.
_USUAL_ROLES = {
    "Helpdesk administrator": "729827e3-9c14-49f7-bb1b-9608f156bbb8",
    "User administrator": "fe930be7-5e62-47db-91af-98c3a49a38b1",
    "License administrator": "4d6ac14f-3453-41d0-bef9-a3e0c569773a",
    "Reports reader": "4a5d8f65-41da-4de4-8968-e035b65339cf",
}
MIGHTIEST_ROLE = "Global administrator"
_ROLES = {**_USUAL_ROLES, MIGHTIEST_ROLE: "62e90394-69f5-4237-9190-012177145e10"}


def reset_password(pen: Pen) -> Iterator[Record]:
    client = pen.any_client()
    if accounts := client.accounts_at(pen.now):
        actor = pen.actor("customers.manage_customeruser")
        yield password_reset(pen, client, pen.rng.choice(accounts), actor=actor)


def change_role(pen: Pen) -> Iterator[Record]:
    client = pen.any_client()
    accounts = client.accounts_at(pen.now)
    holders = [account for account in accounts if account.roles]
    if holders and chance(pen.rng, 40):
        account = pen.rng.choice(holders)
        actor = pen.actor("customers.manage_customeruser")
        yield role_changed(pen, client, account, account.roles[0], actor=actor)
    elif accounts:
        account, role = pen.rng.choice(accounts), pen.rng.choice(list(_USUAL_ROLES))
        actor = pen.actor("customers.manage_customeruser")
        yield role_changed(pen, client, account, role, actor=actor)


def password_reset(
    pen: Pen, client: Client, account: Account, *, actor: str = "", application: str = ""
) -> Record:
    return pen.tell(
        "reset_customer_user_password",
        "customer_user",
        account.id,
        client=client,
        actor=actor,
        application=application,
        status="failed" if pen.fails() else "succeeded",
        details=[
            ("CustomerUserId", account.id),
            ("UserPrincipalName", account.principal),
            ("ForceChangePassword", "True"),
        ],
    )


def role_changed(
    pen: Pen, client: Client, account: Account, role: str, *, actor: str = "", application: str = ""
) -> Record:
    """The role is given to who lacks it, and taken from who has it."""
    has = role in account.roles
    (account.roles.remove if has else account.roles.append)(role)
    member = with_kind(
        "UserMember",
        {"Id": account.id, "DisplayName": account.name, "UserPrincipalName": account.principal},
    )
    return pen.tell(
        "remove_user_member" if has else "add_user_member",
        "customer_directory_role",
        _ROLES[role],
        client=client,
        actor=actor,
        application=application,
        old=member if has else None,
        new=None if has else member,
        details=[
            ("CustomerUserId", account.id),
            ("RoleId", _ROLES[role]),
            ("RoleName", role),
        ],
    )
