"""What customers let the partner do in their tenants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from customers.demo.chance import chance, new_id
from customers.demo.values import Json, with_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from customers.demo.stage import Stage
    from customers.demo.world import Tenant
    from portal.plugins import Record

_ROLE = "729827e3-9c14-49f7-bb1b-9608f156bbb8"


def grant_access(stage: Stage) -> Iterator[Record]:
    """A granular relationship: the customer's admin approves it, and it comes into force."""
    tenant, key = stage.any_tenant(), new_id(stage.rng)
    yield _relationship(stage, tenant, key, "approved", actor=tenant.admin)
    yield _relationship(stage, tenant, key, "activated")
    assignment = new_id(stage.rng)
    yield stage.tell(
        "granular_admin_access_assignment_created",
        "granular_admin_access_assignment",
        assignment,
        tenant=tenant,
        actor=stage.actor("administration"),
        new=with_kind(
            "AccessAssignment",
            {"Id": assignment, "RelationshipId": key, "RoleDefinitions": [_ROLE]},
        ),
        details=[("AccessAssignmentId", assignment), ("RelationshipId", key)],
    )


def end_access(stage: Stage) -> Iterator[Record]:
    tenant, key = stage.any_tenant(), new_id(stage.rng)
    if chance(stage.rng, 55):
        yield _relationship(stage, tenant, key, "expired")
        return
    actor = stage.actor("administration")
    yield _relationship(stage, tenant, key, "termination_requested", actor=actor)
    yield _relationship(stage, tenant, key, "terminated")


def end_delegation(stage: Stage) -> Iterator[Record]:
    """The older, unlimited kind of administration is given up."""
    tenant = stage.any_tenant()
    by_customer = chance(stage.rng, 50)
    yield stage.tell(
        "dap_admin_relationship_terminated",
        "partner_customer_dap",
        tenant.id,
        tenant=tenant,
        actor=tenant.admin if by_customer else stage.actor("administration"),
        old=_delegation(tenant, allowed=True),
        new=_delegation(tenant, allowed=False),
        details=[("CustomerTenantId", tenant.key)],
    )


def transfer(stage: Stage) -> Iterator[Record]:
    """A customer's subscriptions are to come from another partner; some customers decline."""
    tenant, key, actor = stage.any_tenant(), new_id(stage.rng), stage.actor("sales")
    offered = _transfer(tenant, key, "Pending")
    yield stage.tell(
        "create_transfer",
        "transfer",
        key,
        tenant=tenant,
        actor=actor,
        new=offered,
        details=[("TransferId", key), ("TransferType", "NewCommerce")],
    )
    declined = chance(stage.rng, 35)
    yield stage.tell(
        "update_transfer",
        "transfer",
        key,
        tenant=tenant,
        actor=tenant.admin,
        status="decline" if declined else "succeeded",
        old=offered,
        new=_transfer(tenant, key, "Declined" if declined else "Complete"),
        details=[("TransferId", key), ("TransferType", "NewCommerce")],
    )


def _relationship(stage: Stage, tenant: Tenant, key: str, event: str, *, actor: str = "") -> Record:
    return stage.tell(
        f"granular_admin_relationship_{event}",
        "granular_admin_relationship",
        key,
        tenant=tenant,
        actor=actor,
        new=with_kind(
            "GranularAdminRelationship",
            {
                "Id": key,
                "DisplayName": f"Service desk {tenant.company.domain}",
                "Customer": {"TenantId": tenant.key, "DisplayName": tenant.name},
                "Status": event,
                "Duration": "P730D",
                "AutoExtendDuration": "P180D",
            },
        ),
        details=[("RelationshipId", key), ("Status", event.replace("_", " ").title())],
    )


def _delegation(tenant: Tenant, *, allowed: bool) -> Json:
    return with_kind(
        "DelegatedAdminRelationship",
        {"CustomerTenantId": tenant.key, "AllowDelegatedAccess": allowed},
    )


def _transfer(tenant: Tenant, key: str, status: str) -> Json:
    return with_kind(
        "Transfer",
        {
            "Id": key,
            "CustomerId": tenant.key,
            "CustomerName": tenant.name,
            "TransferType": "NewCommerce",
            "Status": status,
        },
    )
