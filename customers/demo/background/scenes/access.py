"""What customers let the partner do in their tenants."""

from __future__ import annotations

from typing import TYPE_CHECKING

from customers.demo.background.values import Json, with_kind
from customers.demo.chance import chance, new_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from customers.demo.background.clients import Client
    from customers.demo.background.pen import Pen
    from portal.plugins import Record

_ROLE = "729827e3-9c14-49f7-bb1b-9608f156bbb8"


def grant_access(pen: Pen) -> Iterator[Record]:
    """A granular relationship: the customer's admin approves it, and it comes into force."""
    client, key = pen.any_client(), new_id(pen.rng)
    yield _relationship(pen, client, key, "approved", actor=client.admin)
    yield _relationship(pen, client, key, "activated")
    assignment = new_id(pen.rng)
    yield pen.tell(
        "granular_admin_access_assignment_created",
        "granular_admin_access_assignment",
        assignment,
        client=client,
        actor=pen.actor("customers.remove_relationship"),
        new=with_kind(
            "AccessAssignment",
            {"Id": assignment, "RelationshipId": key, "RoleDefinitions": [_ROLE]},
        ),
        details=[("AccessAssignmentId", assignment), ("RelationshipId", key)],
    )


def end_access(pen: Pen) -> Iterator[Record]:
    client, key = pen.any_client(), new_id(pen.rng)
    if chance(pen.rng, 55):
        yield _relationship(pen, client, key, "expired")
        return
    actor = pen.actor("customers.remove_relationship")
    yield _relationship(pen, client, key, "termination_requested", actor=actor)
    yield _relationship(pen, client, key, "terminated")


def end_delegation(pen: Pen) -> Iterator[Record]:
    """The older, unlimited kind of administration is given up."""
    client = pen.any_client()
    by_customer = chance(pen.rng, 50)
    yield pen.tell(
        "dap_admin_relationship_terminated",
        "partner_customer_dap",
        client.key,
        client=client,
        actor=client.admin if by_customer else pen.actor("customers.remove_relationship"),
        old=_delegation(client, allowed=True),
        new=_delegation(client, allowed=False),
        details=[("CustomerTenantId", client.key)],
    )


def transfer(pen: Pen) -> Iterator[Record]:
    """A customer's subscriptions are to come from another partner; some customers decline."""
    client, key, actor = pen.any_client(), new_id(pen.rng), pen.actor("customers.add_order")
    offered = _transfer(pen, client, key, "Pending")
    yield pen.tell(
        "create_transfer",
        "transfer",
        key,
        client=client,
        actor=actor,
        new=offered,
        details=[("TransferId", key), ("TransferType", "NewCommerce")],
    )
    declined = chance(pen.rng, 35)
    yield pen.tell(
        "update_transfer",
        "transfer",
        key,
        client=client,
        actor=client.admin,
        status="decline" if declined else "succeeded",
        old=offered,
        new=_transfer(pen, client, key, "Declined" if declined else "Complete"),
        details=[("TransferId", key), ("TransferType", "NewCommerce")],
    )


def _relationship(pen: Pen, client: Client, key: str, event: str, *, actor: str = "") -> Record:
    return pen.tell(
        f"granular_admin_relationship_{event}",
        "granular_admin_relationship",
        key,
        client=client,
        actor=actor,
        new=with_kind(
            "GranularAdminRelationship",
            {
                "Id": key,
                "DisplayName": f"Service desk {client.tenant.company.domain}",
                "Customer": {"TenantId": client.key, "DisplayName": client.tenant.name_at(pen.now)},
                "Status": event,
                "Duration": "P730D",
                "AutoExtendDuration": "P180D",
            },
        ),
        details=[("RelationshipId", key), ("Status", event.replace("_", " ").title())],
    )


def _delegation(client: Client, *, allowed: bool) -> Json:
    return with_kind(
        "DelegatedAdminRelationship",
        {"CustomerTenantId": client.key, "AllowDelegatedAccess": allowed},
    )


def _transfer(pen: Pen, client: Client, key: str, status: str) -> Json:
    return with_kind(
        "Transfer",
        {
            "Id": key,
            "CustomerId": client.key,
            "CustomerName": client.tenant.name_at(pen.now),
            "TransferType": "NewCommerce",
            "Status": status,
        },
    )
