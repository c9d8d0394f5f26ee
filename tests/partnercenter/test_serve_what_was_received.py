"""How a record leaves: to the letter where it came from Partner Center, in its form otherwise."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from activitylog.services import ingest, record_activity
from partnercenter.source import PartnerCenterSource
from tests.partnercenter.payloads import CUSTOMER, audit_record
from tests.partnercenter.serving import NOON, RECORDS, add, ask, page

PARTNER = "5c0ffee1-0d2b-4c6e-8a34-9b1f7d20c3aa"
RECEIVED = (
    b'{"id":"p_c_createorder_639083088001234567","partnerId":"%b","participants":["%b"],'
    b'"customerId":"7D3C1F0A-52B4-4A8E-9C61-0F2B8A6D4E15","customerName":"M\xc3\xbcller",'
    b'"userPrincipalName":"petra@partner.example","applicationId":null,'
    b'"sessionId":"2ad1b8f7-4e06-49c3-b5a8-70d9e1c6f324","resourceType":"order",'
    b'"resourceNewValue":"{\\"Id\\":\\"o-1\\",\\"N\\":12345678901234567890}",'
    b'"operationType":"create_order","operationDate":"2026-03-05T12:00:00.1234567Z",'
    b'"operationStatus":"succeeded","customizedData":[ {"key":"Quantity-0","value":"25"},'
    b'{"value":null,"key":"\\u00fc"} ],"later":[1.0],"attributes":{"objectType": "AuditRecord"}}'
) % (PARTNER.encode(), PARTNER.encode())


def receive(*records: bytes) -> None:
    file = io.BytesIO(b"\n".join(records))
    assert all(o.entry_id for o in ingest(PartnerCenterSource().read(file), source="partnercenter"))


def served(program: Any, day: str = "2026-03-05") -> bytes:
    body: bytes = ask(program, f"startDate={day}").content
    return body[body.index(b"[") + 1 : body.rindex(b'],"links"')]


def test_what_was_received_leaves_to_the_letter(program):
    receive(RECEIVED)

    assert served(program) == RECEIVED


def test_spaces_between_fields_are_all_that_is_lost(program):
    receive(RECEIVED.replace(b',"', b' ,\n "', 4))

    assert served(program) == RECEIVED


def test_our_sample_leaves_as_it_came(program, settings):
    path = settings.BASE_DIR / "fixtures/partnercenter/auditrecords.json"
    receive(path.read_bytes())

    found = page(program, "startDate=2026-03-01")["items"]

    sent = json.loads(path.read_text("utf-8"))["items"]
    assert [record for record in found if not record["id"].startswith("portal_")] == [
        record for record in reversed(sent) if "id" in record
    ]
    [without_id] = [record for record in found if record["id"].startswith("portal_")]
    assert {"id": without_id["id"]} | sent[-1] == without_id


def test_an_entry_of_the_portal_has_the_form_of_the_original(program, alice, acme, settings):
    settings.PARTNER_TENANT_ID = UUID(PARTNER)
    entry = record_activity(
        "update_subscription",
        actor=alice,
        resource_type="subscription",
        resource_id="e3a97c14-28d6-4f51-b0e9-5d7a1c3f6b82",
        customer=acme,
        old_value={"Id": "s", "Quantity": 1},
        new_value={"Id": "s", "Quantity": 2},
        details=[("SubscriptionId", "s"), ("PartnerOnRecord", None)],
        correlation_id="2ad1b8f7-4e06-49c3-b5a8-70d9e1c6f324",
        occurred_at=NOON + timedelta(microseconds=123456),
    )

    [record] = page(program, "startDate=2026-06-01")["items"]

    assert list(record.items()) == [
        ("id", f"portal_{entry.pk}"),
        ("partnerId", PARTNER),
        ("customerId", str(acme.pk)),
        ("customerName", "Müller & Söhne GmbH"),
        ("userPrincipalName", "alice@partner.example"),
        ("resourceType", "subscription"),
        ("resourceOldValue", '{"Id":"s","Quantity":1}'),
        ("resourceNewValue", '{"Id":"s","Quantity":2}'),
        ("operationType", "update_subscription"),
        ("originalCorrelationId", "2ad1b8f7-4e06-49c3-b5a8-70d9e1c6f324"),
        ("operationDate", "2026-06-01T12:00:00.1234560Z"),
        ("operationStatus", "succeeded"),
        (
            "customizedData",
            [{"key": "SubscriptionId", "value": "s"}, {"key": "PartnerOnRecord", "value": None}],
        ),
        (
            "attributes",
            {
                "portal": {"resourceId": "e3a97c14-28d6-4f51-b0e9-5d7a1c3f6b82"},
                "objectType": "AuditRecord",
            },
        ),
    ]


def test_fields_without_a_value_are_left_out(program):
    add(NOON, source="elsewhere", external_id="", resource_type="", status="", extra=None)

    [record] = page(program, "startDate=2026-06-01")["items"]

    assert record.keys() == {"id", "partnerId", "operationType", "operationDate", "attributes"}
    assert record["attributes"] == {"portal": {}, "objectType": "AuditRecord"}


@pytest.mark.parametrize("details", ["text", "null", '{"a":1}', "[1]", '[{"key":"a","value":[]}]'])
def test_details_that_no_client_could_read_stand_aside(details, program):
    add(NOON, source="elsewhere", details=details, extra=None)

    [record] = page(program, "startDate=2026-06-01")["items"]

    assert record["customizedData"] == []
    assert record["attributes"]["portal"]["details"] == details


def test_numbers_among_details_are_no_obstacle(program):
    add(NOON, source="elsewhere", details='[{"key":"Quantity","value":25}]', extra=None)

    [record] = page(program, "startDate=2026-06-01")["items"]

    assert record["customizedData"] == [{"key": "Quantity", "value": 25}]


def test_a_partner_is_always_the_same_for_one_address(settings):
    assert isinstance(settings.PARTNER_TENANT_ID, UUID)
    assert settings.PARTNER_TENANT_ID.version == 5


def test_one_record_leaves_as_in_the_list(program):
    receive(RECEIVED)

    answer = ask(program, path=f"{RECORDS}/p_c_createorder_639083088001234567")

    assert answer.content == RECEIVED


def test_the_customer_is_kept_apart_from_how_it_was_written(program):
    receive(json.dumps(audit_record(customerId=CUSTOMER.upper())).encode())

    [record] = page(program, "startDate=2026-03-04")["items"]

    assert record["customerId"] == CUSTOMER.upper()
