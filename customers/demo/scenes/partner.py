"""The partner's own house: employees, applications, and the leads it works on."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, uuid5

from customers.demo.chance import chance, new_id
from customers.demo.values import Json, with_kind
from portal.demo import DEMO_ACCOUNTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from customers.demo.stage import Stage
    from portal.plugins import Record

_CONNECTORS = ("Ticket desk connector", "Invoice sync", "Backup monitor", "Report builder")
_DEALS = ("Teams telephony", "Copilot pilot", "Security assessment", "Move to the cloud", "ERP")


def hire(stage: Stage, principal: str) -> Iterator[Record]:
    value = _employee(principal, "Helpdesk agent")
    yield _employed(stage, "create_partner_user", principal, None, value)


def dismiss(stage: Stage, principal: str) -> Iterator[Record]:
    value = _employee(principal, "Sales agent")
    yield _employed(stage, "remove_partner_user", principal, value, None)


def change_duties(stage: Stage) -> Iterator[Record]:
    principal = stage.rng.choice(DEMO_ACCOUNTS).email
    roles = stage.rng.sample(("Sales agent", "Helpdesk agent", "Admin agent", "Billing admin"), 2)
    old, new = (_employee(principal, role) for role in roles)
    yield _employed(stage, "update_partner_user", principal, old, new)


def register_application(stage: Stage) -> Iterator[Record]:
    """A connector gets an identity and a credential; the secret itself is never recorded."""
    key, name = new_id(stage.rng), stage.rng.choice(_CONNECTORS)
    actor = stage.actor("administration")
    details = [("ApplicationId", key), ("DisplayName", name)]
    value = with_kind("Application", {"Id": key, "DisplayName": name})
    yield stage.tell(
        "register_application", "application", key, actor=actor, new=value, details=details
    )
    yield stage.tell(
        "add_application_credential", "application_credential", key, actor=actor, details=details
    )


def drop_credential(stage: Stage) -> Iterator[Record]:
    key, name = new_id(stage.rng), stage.rng.choice(_CONNECTORS)
    yield stage.tell(
        "remove_application_credential",
        "application_credential",
        key,
        actor=stage.actor("administration"),
        details=[("ApplicationId", key), ("DisplayName", name)],
    )


def work_on_referral(stage: Stage) -> Iterator[Record]:
    """A lead comes in; some are worked on at once. It is about a company, not a customer yet."""
    key, engagement = new_id(stage.rng), new_id(stage.rng)
    name = f"{stage.rng.choice(_DEALS)} {stage.now:%Y}-{stage.rng.randrange(100, 999)}"
    actor, worth = stage.actor("sales"), stage.rng.randrange(5, 400) * 100
    created = _referral(key, engagement, name, worth, "New", "Received")
    yield _referred(stage, "create_referral", actor, None, created)
    if chance(stage.rng, 60):
        status = stage.rng.choice((("Active", "Accepted"), ("Closed", "Won"), ("Closed", "Lost")))
        changed = _referral(key, engagement, name, worth, *status)
        yield _referred(stage, "update_referral", actor, created, changed)


def fetch_software(stage: Stage) -> Iterator[Record]:
    tenant, key, actor = stage.any_tenant(), new_id(stage.rng), stage.actor("service")
    product = "Windows Server 2025 Standard"
    for action, kind in (
        ("get_software_key", "software_key"),
        ("get_software_download_link", "software_download_link"),
    ):
        details = [("OrderId", key), ("ProductName", product)]
        yield stage.tell(action, kind, key, tenant=tenant, actor=actor, details=details)


def allow_purchases(stage: Stage) -> Iterator[Record]:
    tenant, key = stage.any_tenant(), new_id(stage.rng)
    policy = with_kind(
        "SelfServePolicy",
        {
            "Id": key,
            "SelfServeEntity": {"Type": "customer", "Id": tenant.key},
            "Permissions": [{"Resource": "AzureReservedInstances", "Action": "Purchase"}],
        },
    )
    yield stage.tell(
        "create_self_serve_policy",
        "self_serve_policy",
        key,
        tenant=tenant,
        actor=stage.actor("administration"),
        new=policy,
        details=[("SelfServePolicyId", key)],
    )


def upload_devices(stage: Stage) -> Iterator[Record]:
    tenant, batch = stage.any_tenant(), new_id(stage.rng)
    yield stage.tell(
        "devices_upload_to_new_batch_attempted",
        "device",
        batch,
        tenant=tenant,
        actor=stage.actor("service"),
        status="progress" if chance(stage.rng, 30) else "succeeded",
        details=[("DeviceBatchId", batch), ("Devices", str(stage.rng.randrange(2, 90)))],
    )


def _employee(principal: str, role: str) -> Json:
    first, last = principal.partition("@")[0].title().split(".")
    key = str(uuid5(NAMESPACE_URL, principal))
    fields = {"Id": key, "UserPrincipalName": principal, "FirstName": first, "LastName": last}
    return with_kind("PartnerUser", {**fields, "Roles": [role]})


def _employed(
    stage: Stage, action: str, principal: str, old: Json | None, new: Json | None
) -> Record:
    value = new or old or {}
    return stage.tell(
        action,
        "partner_user",
        value["Id"],
        actor=stage.actor("staff"),
        old=old,
        new=new,
        details=[
            ("PartnerUserId", value["Id"]),
            ("UserPrincipalName", principal),
            ("Roles", ", ".join(value["Roles"])),
        ],
    )


def _referral(
    key: str, engagement: str, name: str, worth: int, status: str, substatus: str
) -> Json:
    return with_kind(
        "Referral",
        {
            "Id": key,
            "EngagementId": engagement,
            "Name": name,
            "Status": status,
            "Substatus": substatus,
            "Qualification": "SalesQualified",
            "Details": {"DealValue": worth, "Currency": "EUR", "Notes": None},
        },
    )


def _referred(stage: Stage, action: str, actor: str, old: Json | None, new: Json) -> Record:
    return stage.tell(
        action,
        "referral",
        new["Id"],
        actor=actor,
        old=old,
        new=new,
        details=[
            ("ReferralId", new["Id"]),
            ("EngagementId", new["EngagementId"]),
            ("Name", new["Name"]),
            ("Status", new["Status"]),
            ("Substatus", new["Substatus"]),
        ],
    )
