"""A small log that browser tests read: three companies, five kinds of things that happened."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from activitylog.models import ActivityEntry
from activitylog.services import ingest
from portal.plugins import Reading, Record

MUELLER = UUID("0c39d6d5-c70d-4c55-bc02-f620844f3fd1")
RELECLOUD = UUID("b44bb1fb-c595-45b0-9e09-d657365580bf")
COMPANIES = {MUELLER: "Müller & Söhne GmbH", RELECLOUD: "Relecloud"}
LINES = ",".join(
    f'{{"LineItemNumber":{n},"OfferId":"OFFER-{n}","FriendlyName":"Product {n}","Quantity":{n}}}'
    for n in range(1, 61)
)


def story(now: datetime) -> list[Record]:
    """Newest first, as the list shows them."""
    ago = [now - timedelta(minutes=5 * n) for n in range(1, 6)]
    usual: dict[str, Any] = {"status": "succeeded", "partner_user": "petra@partner.example"}
    return [
        Record(
            occurred_at=ago[0],
            action="update_subscription",
            resource_type="subscription",
            resource_id="SUB-1",
            customer_id=MUELLER,
            customer_name=COMPANIES[MUELLER],
            correlation_id="request-1",
            old_value='{"Quantity":5,"Gone":true,"Deep":{"Name":"alt"}}',
            new_value='{"Quantity":8,"New":null,"Deep":{"Name":"neu"}}',
            details='[{"key":"SubscriptionName","value":"Büro"},{"key":"Partner","value":null}]',
            **usual,
        ),
        Record(
            occurred_at=ago[1],
            action="create_order",
            resource_type="order",
            resource_id="order-2",
            customer_id=RELECLOUD,
            customer_name=COMPANIES[RELECLOUD],
            correlation_id="request-1",
            new_value=f'{{"Id":"order-2","LineItems":[{LINES}]}}',
            **usual,
        ),
        Record(
            occurred_at=ago[2],
            action="add_customer",
            resource_type="customer",
            status="failed",
            customer_name="<script>alert(1)</script>",
            partner_user="jonas@partner.example",
        ),
        Record(
            occurred_at=ago[3],
            action="shiny_new_action",
            resource_type="gadget",
            status="succeeded",
            application="FulfillmentService",
            new_value="not { json",
        ),
        Record(occurred_at=now - timedelta(days=200), action="ready_invoice", **usual),
    ]


@pytest.fixture
def log(transactional_db: None) -> list[ActivityEntry]:
    """The entries of the story, newest first; the last one is older than a month."""
    records = story(datetime.now(UTC))
    readings = [Reading(line, b"", record) for line, record in enumerate(records, 1)]
    keys = [outcome.entry_id for outcome in ingest(readings, source="test")]
    found = ActivityEntry.objects.in_bulk([key for key in keys if key])
    return [found[key] for key in keys if key]


def many(count: int) -> list[Reading]:
    now = datetime.now(UTC)
    return [
        Reading(
            number,
            b"",
            Record(
                occurred_at=now - timedelta(minutes=number),
                action="create_order",
                resource_type="order",
                resource_id=f"order-{number}",
                status="succeeded",
                customer_id=MUELLER,
                customer_name=COMPANIES[MUELLER],
            ),
        )
        for number in range(count)
    ]


@pytest.fixture
def long_log(transactional_db: None) -> int:
    return len(list(ingest(many(250), source="test")))
