"""Invoices, credits and what else the service does by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from customers.demo.chance import chance, new_id
from customers.demo.staff import FULFILLMENT
from customers.demo.values import Json, with_kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from customers.demo.stage import Stage
    from customers.demo.world import Tenant
    from portal.plugins import Record

# So many invoices are told of each month's run.
_INVOICES = 5


def invoice_run(stage: Stage) -> Iterator[Record]:
    """The month's invoices are ready, all from one run."""
    for tenant in stage.rng.sample(stage.present, min(_INVOICES, len(stage.present))):
        number = f"G{stage.rng.randrange(10_000_000, 99_999_999):09}"
        amount = f"{tenant.size * stage.rng.uniform(11, 23):.2f}"
        currency = tenant.company.currency
        yield stage.tell(
            "ready_invoice",
            "invoice",
            number,
            tenant=tenant,
            application=FULFILLMENT,
            new=with_kind(
                "Invoice",
                {"Id": number, "TotalCharges": float(amount), "CurrencyCode": currency},
            ),
            details=[("InvoiceId", number), ("Amount", amount), ("CurrencyCode", currency)],
        )


def give_credit(stage: Stage) -> Iterator[Record]:
    """A credit is made; some are corrected at once."""
    tenant, key, actor = stage.any_tenant(), new_id(stage.rng), stage.actor("billing")
    amount = stage.rng.randrange(20, 900)
    first = _credit(tenant, key, amount)
    yield _credited(stage, "create_credit", tenant, actor, key, amount, None, first)
    if chance(stage.rng, 30):
        less = amount // 2
        second = _credit(tenant, key, less)
        yield _credited(stage, "update_credit", tenant, actor, key, less, first, second)


def raise_spending_limit(stage: Stage) -> Iterator[Record]:
    tenant = stage.any_tenant()
    limits = [tenant.size * 40, tenant.size * 60]
    old, new = (
        with_kind("SpendingLimit", {"CustomerId": tenant.key, "Limit": limit}) for limit in limits
    )
    yield stage.tell(
        "increase_spending_limit",
        "spending_limit",
        tenant.id,
        tenant=tenant,
        actor=stage.actor("billing"),
        old=old,
        new=new,
        details=[("Amount", str(limits[1])), ("Currency", tenant.company.currency)],
    )


def detect_fraud(stage: Stage) -> Iterator[Record]:
    """Unusual use of a customer's Azure resources is noticed by the service."""
    tenant, key = stage.any_tenant(), new_id(stage.rng)
    yield stage.tell(
        "azure_fraud_event_detected",
        "azure_entitlement",
        key,
        tenant=tenant,
        application=FULFILLMENT,
        new=with_kind(
            "FraudEvent",
            {
                "EventId": key,
                "EventType": "UsageAnomalyDetected",
                "Severity": stage.rng.choice(("Medium", "High")),
                "Resource": f"/subscriptions/{key}/resourceGroups/rg-backup",
            },
        ),
        details=[("EventId", key), ("EventType", "UsageAnomalyDetected")],
    )


def _credit(tenant: Tenant, key: str, amount: int) -> Json:
    return with_kind(
        "Credit",
        {
            "Id": key,
            "CustomerId": tenant.key,
            "Amount": amount,
            "CurrencyCode": tenant.company.currency,
        },
    )


def _credited(
    stage: Stage,
    action: str,
    tenant: Tenant,
    actor: str,
    key: str,
    amount: int,
    old: Json | None,
    new: Json,
) -> Record:
    return stage.tell(
        action,
        "credit",
        key,
        tenant=tenant,
        actor=actor,
        old=old,
        new=new,
        details=[
            ("CreditId", key),
            ("Amount", str(amount)),
            ("CurrencyCode", tenant.company.currency),
        ],
    )
