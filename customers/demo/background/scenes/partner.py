"""The partner's own house: employees and applications."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from customers.demo.background.values import Json, with_kind
from customers.demo.chance import chance, new_id
from portal.demo import DEMO_ACCOUNTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from customers.demo.background.pen import Pen
    from portal.plugins import Record

OFFICE = "198.51.100.7"
_BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
_CONNECTORS = ("Ticket desk connector", "Invoice sync", "Backup monitor", "Report builder")


def hire(pen: Pen, principal: str) -> Iterator[Record]:
    value = _employee(principal, "Helpdesk agent")
    yield _employed(pen, "create_partner_user", principal, None, value)


def dismiss(pen: Pen, principal: str) -> Iterator[Record]:
    value = _employee(principal, "Sales agent")
    yield _employed(pen, "remove_partner_user", principal, value, None)


def sign_in(pen: Pen) -> Iterator[Record]:
    """At the office, or from home."""
    principal = pen.rng.choice(DEMO_ACCOUNTS).email
    address = OFFICE if chance(pen.rng, 80) else f"198.51.100.{pen.rng.randrange(20, 200)}"
    yield signing_in(pen, "sign_in", principal, address)


def signing_in(
    pen: Pen, action: str, principal: str, address: str, status: str = "succeeded"
) -> Record:
    return pen.tell(
        action,
        "partner_user",
        _id_of(principal),
        actor=principal,
        status=status,
        details=[("IPAddress", address), ("UserAgent", _BROWSER)],
    )


def change_duties(pen: Pen) -> Iterator[Record]:
    principal = pen.rng.choice(DEMO_ACCOUNTS).email
    roles = pen.rng.sample(("Sales agent", "Helpdesk agent", "Admin agent", "Billing admin"), 2)
    old, new = (_employee(principal, role) for role in roles)
    yield _employed(pen, "update_partner_user", principal, old, new)


def register_application(pen: Pen) -> Iterator[Record]:
    actor = pen.actor("customers.remove_relationship")
    yield from registered(pen, new_id(pen.rng), pen.rng.choice(_CONNECTORS), actor)


def registered(pen: Pen, key: str, name: str, actor: str) -> Iterator[Record]:
    """A connector gets an identity and a credential; the secret itself is never recorded."""
    details = [("ApplicationId", key), ("DisplayName", name)]
    value = with_kind("Application", {"Id": key, "DisplayName": name})
    yield pen.tell(
        "register_application", "application", key, actor=actor, new=value, details=details
    )
    yield pen.tell(
        "add_application_credential", "application_credential", key, actor=actor, details=details
    )


def drop_credential(pen: Pen) -> Iterator[Record]:
    actor = pen.actor("customers.remove_relationship")
    yield credential_dropped(pen, new_id(pen.rng), pen.rng.choice(_CONNECTORS), actor)


def credential_dropped(pen: Pen, key: str, name: str, actor: str) -> Record:
    return pen.tell(
        "remove_application_credential",
        "application_credential",
        key,
        actor=actor,
        details=[("ApplicationId", key), ("DisplayName", name)],
    )


def fetch_software(pen: Pen) -> Iterator[Record]:
    client, key, actor = pen.any_client(), new_id(pen.rng), pen.actor("customers.change_quantity")
    product = "Windows Server 2025 Standard"
    for action, kind in (
        ("get_software_key", "software_key"),
        ("get_software_download_link", "software_download_link"),
    ):
        details = [("OrderId", key), ("ProductName", product)]
        yield pen.tell(action, kind, key, client=client, actor=actor, details=details)


def allow_purchases(pen: Pen) -> Iterator[Record]:
    client, key = pen.any_client(), new_id(pen.rng)
    policy = with_kind(
        "SelfServePolicy",
        {
            "Id": key,
            "SelfServeEntity": {"Type": "customer", "Id": client.key},
            "Permissions": [{"Resource": "AzureReservedInstances", "Action": "Purchase"}],
        },
    )
    yield pen.tell(
        "create_self_serve_policy",
        "self_serve_policy",
        key,
        client=client,
        actor=pen.actor("customers.remove_relationship"),
        new=policy,
        details=[("SelfServePolicyId", key)],
    )


def upload_devices(pen: Pen) -> Iterator[Record]:
    client, batch = pen.any_client(), new_id(pen.rng)
    yield pen.tell(
        "devices_upload_to_new_batch_attempted",
        "device",
        batch,
        client=client,
        actor=pen.actor("customers.change_quantity"),
        status="progress" if chance(pen.rng, 30) else "succeeded",
        details=[("DeviceBatchId", batch), ("Devices", str(pen.rng.randrange(2, 90)))],
    )


def _employee(principal: str, role: str) -> Json:
    first, last = principal.partition("@")[0].title().split(".")
    fields = {
        "Id": _id_of(principal),
        "UserPrincipalName": principal,
        "FirstName": first,
        "LastName": last,
    }
    return with_kind("PartnerUser", {**fields, "Roles": [role]})


def _id_of(principal: str) -> str:
    return str(uuid5(NAMESPACE_URL, principal))


def _employed(pen: Pen, action: str, principal: str, old: Json | None, new: Json | None) -> Record:
    value = new or old or {}
    return pen.tell(
        action,
        "partner_user",
        value["Id"],
        actor=pen.actor("portal.add_user"),
        old=old,
        new=new,
        details=[
            ("PartnerUserId", value["Id"]),
            ("UserPrincipalName", principal),
            ("Roles", ", ".join(value["Roles"])),
        ],
    )
