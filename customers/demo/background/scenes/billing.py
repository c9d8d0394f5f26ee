"""Invoices, credits and what else the service does by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from customers.demo.background.values import Json, with_kind
from customers.demo.chance import chance, new_id
from customers.demo.staff import FULFILLMENT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from customers.demo.background.clients import Client
    from customers.demo.background.pen import Pen
    from portal.plugins import Record

_CURRENCY = "EUR"


def invoice_run(pen: Pen, most: int) -> Iterator[Record]:
    """The month's invoices are ready, all from one run: so many of them are told of."""
    for client in pen.rng.sample(pen.present, min(most, len(pen.present))):
        number = f"G{pen.rng.randrange(10_000_000, 99_999_999):09}"
        amount = f"{client.tenant.weight * pen.rng.uniform(60, 140):.2f}"
        yield pen.tell(
            "ready_invoice",
            "invoice",
            number,
            client=client,
            application=FULFILLMENT,
            new=with_kind(
                "Invoice",
                {"Id": number, "TotalCharges": float(amount), "CurrencyCode": _CURRENCY},
            ),
            details=[("InvoiceId", number), ("Amount", amount), ("CurrencyCode", _CURRENCY)],
        )


def give_credit(pen: Pen) -> Iterator[Record]:
    """A credit is made; some are corrected at once."""
    client, key, actor = pen.any_client(), new_id(pen.rng), pen.actor("customers.change_billing")
    amount = pen.rng.randrange(20, 900)
    first = _credit(client, key, amount)
    yield _credited(pen, "create_credit", client, actor, key, amount, None, first)
    if chance(pen.rng, 30):
        less = amount // 2
        second = _credit(client, key, less)
        yield _credited(pen, "update_credit", client, actor, key, less, first, second)


def raise_spending_limit(pen: Pen) -> Iterator[Record]:
    yield limit_raised(
        pen, pen.any_client(), share=1.5, actor=pen.actor("customers.change_billing")
    )


def limit_raised(
    pen: Pen, client: Client, *, share: float, actor: str = "", application: str = ""
) -> Record:
    """To so many times of what it was."""
    usual = client.tenant.weight * 400
    limits = [usual, round(usual * share)]
    old, new = (
        with_kind("SpendingLimit", {"CustomerId": client.key, "Limit": limit}) for limit in limits
    )
    return pen.tell(
        "increase_spending_limit",
        "spending_limit",
        client.key,
        client=client,
        actor=actor,
        application=application,
        old=old,
        new=new,
        details=[("Amount", str(limits[1])), ("Currency", _CURRENCY)],
    )


def detect_fraud(pen: Pen) -> Iterator[Record]:
    """Unusual use of a customer's Azure resources is noticed by the service."""
    client, key = pen.any_client(), new_id(pen.rng)
    yield pen.tell(
        "azure_fraud_event_detected",
        "azure_entitlement",
        key,
        client=client,
        application=FULFILLMENT,
        new=with_kind(
            "FraudEvent",
            {
                "EventId": key,
                "EventType": "UsageAnomalyDetected",
                "Severity": pen.rng.choice(("Medium", "High")),
                "Resource": f"/subscriptions/{key}/resourceGroups/rg-backup",
            },
        ),
        details=[("EventId", key), ("EventType", "UsageAnomalyDetected")],
    )


def _credit(client: Client, key: str, amount: int) -> Json:
    return with_kind(
        "Credit",
        {
            "Id": key,
            "CustomerId": client.key,
            "Amount": amount,
            "CurrencyCode": _CURRENCY,
        },
    )


def _credited(
    pen: Pen,
    action: str,
    client: Client,
    actor: str,
    key: str,
    amount: int,
    old: Json | None,
    new: Json,
) -> Record:
    return pen.tell(
        action,
        "credit",
        key,
        client=client,
        actor=actor,
        old=old,
        new=new,
        details=[
            ("CreditId", key),
            ("Amount", str(amount)),
            ("CurrencyCode", _CURRENCY),
        ],
    )


def change_budget(pen: Pen) -> Iterator[Record]:
    client = pen.any_client()
    old = _budget(client)
    client.budget = max(100, client.budget + 250 * pen.rng.choice((-1, 1, 2, 4)))
    yield pen.tell(
        "update_customer_spending_budget",
        "customer",
        client.key,
        client=client,
        actor=pen.actor("customers.change_billing"),
        old=old,
        new=_budget(client),
        details=[("Amount", str(client.budget)), ("Currency", _CURRENCY)],
    )


def _budget(client: Client) -> Json:
    return with_kind("SpendingBudget", {"Amount": client.budget, "CurrencyCode": _CURRENCY})
