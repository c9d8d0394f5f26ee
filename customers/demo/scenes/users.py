from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from customers.demo.chance import chance
from customers.demo.people import Person, new_person, plain
from customers.demo.scenes.licenses import assign, take
from customers.demo.values import Details, user_value, with_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from customers.demo.stage import Stage
    from customers.demo.world import Tenant
    from portal.plugins import Record

_FULL = 60
# Deleted accounts can be restored for so long.
_RESTORABLE = timedelta(days=30)
_ROLES = ("Helpdesk administrator", "User administrator", "License administrator", "Reports reader")
# Every directory role has one ID in all tenants.
_ROLE_IDS = {
    "Helpdesk administrator": "729827e3-9c14-49f7-bb1b-9608f156bbb8",
    "User administrator": "fe930be7-5e62-47db-91af-98c3a49a38b1",
    "License administrator": "4d6ac14f-3453-41d0-bef9-a3e0c569773a",
    "Reports reader": "4a5d8f65-41da-4de4-8968-e035b65339cf",
}


def create_user(stage: Stage) -> Iterator[Record]:
    """Someone starts at a customer: an account, often a licence, sometimes a role."""
    tenant = stage.any_tenant()
    if len(tenant.people) >= _FULL:
        return
    person = new_person(stage.rng, tenant.company.country, tenant.company.domain)
    failed = stage.fails()
    yield _told(stage, "create_customer_user", tenant, person, failed=failed, new=True)
    if failed:
        return
    tenant.people.append(person)
    held = [item for item in tenant.holdings if item.status == "active"]
    if held and chance(stage.rng, 60):
        yield from assign(stage, tenant, stage.rng.choice(held), 1)
    if chance(stage.rng, 12):
        yield _role_changed(stage, tenant, person, stage.rng.choice(_ROLES))


def update_user(stage: Stage) -> Iterator[Record]:
    tenant = stage.any_tenant()
    person = _somebody(stage, tenant)
    old = user_value(tenant, person)
    if chance(stage.rng, 70):
        person.phone = f"Ext. {stage.rng.randrange(1000, 9999)}"
    else:
        person.last_name = new_person(stage.rng, person.country, "").last_name
    if (new := user_value(tenant, person)) != old:
        yield stage.tell(
            "update_customer_user",
            "customer_user",
            person.id,
            tenant=tenant,
            actor=stage.actor("users"),
            old=old,
            new=new,
            details=_details(person),
        )


def rename_principal(stage: Stage) -> Iterator[Record]:
    """An account follows a new name."""
    tenant = stage.any_tenant()
    person = _somebody(stage, tenant)
    old, old_name = user_value(tenant, person), person.principal
    person.principal = (
        f"{plain(person.first_name)[0]}.{plain(person.last_name)}@{tenant.company.domain}"
    )
    if person.principal != old_name:
        yield stage.tell(
            "update_customer_user_principal_name",
            "customer_user",
            person.id,
            tenant=tenant,
            actor=stage.actor("users"),
            old=old,
            new=user_value(tenant, person),
            details=[
                ("CustomerUserId", person.id),
                ("OldUserPrincipalName", old_name),
                ("NewUserPrincipalName", person.principal),
            ],
        )


def delete_user(stage: Stage) -> Iterator[Record]:
    """Someone leaves: the licences are taken back, then the account is deleted."""
    tenant = stage.any_tenant()
    there = [person for person in tenant.people if not person.deleted_at]
    if len(there) <= 4:
        return
    person = stage.rng.choice(there)
    if person.licenses:
        yield take(stage, tenant, person, person.licenses)
    yield _told(stage, "delete_customer_user", tenant, person, old=True)
    person.deleted_at = stage.now
    tenant.people = [
        someone
        for someone in tenant.people
        if not someone.deleted_at or stage.now - someone.deleted_at < _RESTORABLE
    ]


def restore_user(stage: Stage) -> Iterator[Record]:
    tenant = stage.any_tenant()
    for person in tenant.people:
        if person.deleted_at:
            person.deleted_at = None
            yield _told(stage, "restore_customer_user", tenant, person, new=True)
            return


def reset_password(stage: Stage) -> Iterator[Record]:
    tenant = stage.any_tenant()
    person = _somebody(stage, tenant)
    yield stage.tell(
        "reset_customer_user_password",
        "customer_user",
        person.id,
        tenant=tenant,
        actor=stage.actor("service"),
        status="failed" if stage.fails() else "succeeded",
        details=[*_details(person), ("ForceChangePassword", "True")],
    )


def change_role(stage: Stage) -> Iterator[Record]:
    tenant = stage.any_tenant()
    holders = [person for person in tenant.people if person.roles]
    if holders and chance(stage.rng, 40):
        person = stage.rng.choice(holders)
        yield _role_changed(stage, tenant, person, person.roles[0])
    else:
        yield _role_changed(stage, tenant, _somebody(stage, tenant), stage.rng.choice(_ROLES))


def _role_changed(stage: Stage, tenant: Tenant, person: Person, role: str) -> Record:
    """The role is given to who lacks it, and taken from who has it."""
    has = role in person.roles
    (person.roles.remove if has else person.roles.append)(role)
    member = with_kind(
        "UserMember",
        {"Id": person.id, "DisplayName": person.name, "UserPrincipalName": person.principal},
    )
    return stage.tell(
        "remove_user_member" if has else "add_user_member",
        "customer_directory_role",
        _ROLE_IDS[role],
        tenant=tenant,
        actor=stage.actor("users"),
        old=member if has else None,
        new=None if has else member,
        details=[
            ("CustomerUserId", person.id),
            ("RoleId", _ROLE_IDS[role]),
            ("RoleName", role),
        ],
    )


def _somebody(stage: Stage, tenant: Tenant) -> Person:
    there = [person for person in tenant.people if not person.deleted_at]
    return stage.rng.choice(there or tenant.people)


def _told(
    stage: Stage,
    action: str,
    tenant: Tenant,
    person: Person,
    *,
    failed: bool = False,
    old: bool = False,
    new: bool = False,
) -> Record:
    value = user_value(tenant, person)
    return stage.tell(
        action,
        "customer_user",
        person.id,
        tenant=tenant,
        actor=stage.actor("users"),
        status="failed" if failed else "succeeded",
        old=value if old else None,
        new=value if new else None,
        details=_details(person),
    )


def _details(person: Person) -> Details:
    return [("CustomerUserId", person.id), ("UserPrincipalName", person.principal)]
