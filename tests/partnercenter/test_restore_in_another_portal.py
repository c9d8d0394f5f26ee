"""What one portal serves, another restores: the same entries, field by field."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.test import Client
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from hypothesis import strategies as st

from activitylog.keys import EARLIEST
from activitylog.models import ActivityEntry
from activitylog.services import Result, ingest, record_activity
from activitylog.services.incoming import row_of
from activitylog.services.rows import COLUMNS
from partnercenter.auditrecords.rendering import render
from partnercenter.auditrecords.told import Told
from partnercenter.reading.record import read_record
from partnercenter.source import PartnerCenterSource
from portal.models import User
from portal.plugins import Record
from tests.activitylog.log import MARCH, take
from tests.partnercenter.payloads import CUSTOMER, audit_record, encode
from tests.partnercenter.serving import RECORDS

SPAN = "startDate=1970-01-01&endDate=9998-12-31&size=2"
Make = Callable[[User], object]
Entries = dict[UUID, dict[str, Any]]


def entries() -> Entries:
    """Everything of each entry but where we have it from and since when."""
    names = [
        field.attname
        for field in ActivityEntry._meta.concrete_fields
        if field.name not in ("source", "recorded_at")
    ]
    rows = ActivityEntry.objects.values_list("id", *names)
    return {key: dict(zip(names, values, strict=True)) for key, *values in rows}


def pages(program: Client) -> list[bytes]:
    """What the portal serves, page by page, as it came over the wire."""
    found: list[bytes] = []
    token = ""
    while token or not found:
        headers = {"MS-ContinuationToken": token} if token else {}
        found.append(program.get(RECORDS, headers=headers, QUERY_STRING=SPAN).content)
        token = json.loads(found[-1]).get("continuationToken", "")
    return found


def read_into(served: list[bytes]) -> list[str]:
    """Read all that was served; return what became of each record."""
    return [
        outcome.result
        for body in served
        for outcome in ingest(PartnerCenterSource().read(io.BytesIO(body)), source="partnercenter")
    ]


def moved(make: Make, alice: User, program: Client) -> tuple[Entries, Entries]:
    """The entries of a portal, and those of an empty one that reads what it serves."""
    with transaction.atomic():
        make(alice)
        before = entries()
        served = pages(program)
        assert read_into(served) == [Result.KNOWN] * len(before)
        transaction.set_rollback(True)
    assert not entries()
    assert read_into(served) == [Result.ADDED] * len(before)
    return before, entries()


def received(*records: bytes) -> Make:
    """Records as they came from Partner Center."""
    file = io.BytesIO(b"\n".join(records))

    def make(_alice: User) -> None:
        file.seek(0)
        outcomes = ingest(PartnerCenterSource().read(file), source="partnercenter")
        assert [outcome.result for outcome in outcomes] == [Result.ADDED] * len(records)

    return make


def told(source: str = "elsewhere", **values: Any) -> Make:
    """An entry of another source."""

    def make(_alice: User) -> None:
        usual: dict[str, Any] = {"occurred_at": MARCH, "action": "create_order", "external_id": ""}
        outcomes = take(Record(**usual | values), source=source)
        assert [outcome.result for outcome in outcomes] == [Result.ADDED], outcomes

    return make


def done_here(alice: User) -> None:
    """Changes of the portal's own, one of which came to nothing."""
    record_activity(
        "update_subscription",
        actor=alice,
        resource_type="subscription",
        resource_id=str(uuid4()),
        old_value={"Name": "Büro “Süd”\n\t\\", "Quantity": 1},
        new_value={"Name": "Büro 😀", "Quantity": 12345678901234567890},
        details=[("SubscriptionName", "Büro “Süd”\x01"), ("PartnerOnRecord", None)],
        correlation_id=str(uuid4()),
    )
    record_activity(
        "add_customer",
        actor=None,
        application="FulfillmentService",
        resource_type="customer",
        status="failed",
        details=[("PrimaryDomainName", "nordlicht.example")],
    )
    record_activity("sign_in", actor=alice, resource_type="user", occurred_at=EARLIEST)


def changed(data: bytes, old: bytes, new: bytes) -> bytes:
    assert old in data
    return data.replace(old, new)


FULL: dict[str, Any] = {
    "partnerId": "5c0ffee1-0d2b-4c6e-8a34-9b1f7d20c3aa",
    "participants": ["5c0ffee1-0d2b-4c6e-8a34-9b1f7d20c3aa"],
    "customerId": CUSTOMER,
    "customerName": "Müller & Söhne “Gärten” \\ / 😀 \u2028",
    "userPrincipalName": "petra@partner.example",
    "applicationId": "Partner Center Native App",
    "sessionId": str(uuid4()),
    "resourceType": "order",
    "resourceOldValue": '{"Id":"o-1","N":12345678901234567890,"M":1.10}',
    "resourceNewValue": '{"Id":"o-1","T":"\\u00fc\\ud83d","N":null}',
    "originalCorrelationId": str(uuid4()),
    "customizedData": [{"key": "OrderId", "value": "o-1"}, {"key": "PartnerOnRecord-0"}],
    "attributes": {"objectType": "AuditRecord"},
}
KINDS: dict[str, Make] = {
    "received": received(encode(audit_record(**FULL))),
    "little": received(encode(audit_record())),
    "little, without an ID": received(encode(audit_record(id=...))),
    "2017, without an ID": received(encode(audit_record(**FULL, id=...))),
    "another order of fields": received(
        encode(dict(reversed(audit_record(**FULL, more=1, x={}).items())))
    ),
    "a field that collections have": received(encode(audit_record(**FULL, items=[{"id": "x"}]))),
    "spaces": received(json.dumps(audit_record(**FULL), indent=4).encode().replace(b"\n", b" ")),
    "escapes": received(
        changed(
            encode(audit_record(**FULL, unknown="x")),
            b'"x"',
            b'{"\\u00fc" : [1e999, -0.10, "\\ud800", "\\ud83d\\uDE00", "\\/"]}',
        )
    ),
    "an escaped name": received(changed(encode(audit_record(more=1)), b'"more"', b'"m\\u006fre"')),
    "nulls": received(
        encode(
            audit_record(
                customerId=None,
                customerName=None,
                resourceOldValue=None,
                customizedData=None,
                attributes=None,
                partnerId=None,
            )
        )
    ),
    "empty texts": received(
        encode(audit_record(customerName="", operationStatus="", resourceOldValue=""))
    ),
    "capitals": received(encode(audit_record(**FULL | {"customerId": CUSTOMER.upper()}))),
    "a customer that is none": received(encode(audit_record(**FULL | {"customerId": "contoso"}))),
    "values that are no text": received(
        encode(audit_record(resourceOldValue={"Id": "a"}, resourceNewValue=[1, 2]))
    ),
    "values that are no JSON": received(
        encode(audit_record(resourceOldValue='{"Id": "a"', resourceNewValue="[" * 500))
    ),
    "details that are none": received(encode(audit_record(customizedData={"a": [1]}))),
    "dates": received(
        *(
            encode(audit_record(id=f"record-{number}", operationDate=date))
            for number, date in enumerate(
                [
                    "2026-03-04T05:06:07.1234560Z",
                    "2026-03-04T05:06:07.9999999Z",
                    "2026-03-04T05:06:07",
                    "2026-03-04 07:06:07,5+02:00",
                    "1970-01-01T00:00:00Z",
                    "2026-03-04T05:06:07.1234567Z",
                ]
            )
        )
    ),
    "attributes of a portal in a record that is none": received(
        encode(audit_record(id=..., attributes={"objectType": "AuditRecord", "portal": {}})),
        encode(audit_record(id="x", attributes={"portal": {"resourceId": "y"}})),
    ),
    "an ID like a portal's": received(encode(audit_record(id=f"portal_{uuid4()}"))),
    "done here": done_here,
    "elsewhere": told(
        external_id="SEP-1 “x”",
        resource_id="r/1",
        resource_type="order",
        customer_id=UUID(CUSTOMER),
        customer_name="Müller",
        partner_user="p@x",
        application="App",
        status="succeeded",
        correlation_id="c",
        old_value="",
        new_value='"text"',
        details='[{"key":"Quantity","value":5}]',
        extra='{"partnerId": "p", "operationDate" : "yesterday"}',
    ),
    "little from elsewhere": told(),
    "a resource that details would contradict": told(
        resource_type="order",
        resource_id="mine",
        details='[{"key":"OrderId","value":"theirs"}]',
        customer_id=UUID(CUSTOMER),
    ),
    "a resource that nobody would guess": told(
        resource_type="customer", customer_id=UUID(CUSTOMER)
    ),
    "sent under the name of Partner Center": told("partnercenter", external_id="x", details="[]"),
    "the same with a resource of its own": told(
        "partnercenter",
        external_id="x",
        resource_id="mine",
        extra='{"operationDate":"2026-03-04T05:06:07.1234567Z"}',
    ),
    "the same with another date": told(
        "partnercenter", external_id="x", extra='{"operationDate":"2020-01-01T00:00:00Z"}'
    ),
    "the same with other texts": told(
        "partnercenter",
        external_id="x",
        customer_name="One",
        extra='{"operationDate":"2026-03-04T05:06:07.1234567Z","customerName":"Other"}',
    ),
    "the date of a moment with microseconds": told(occurred_at=MARCH.replace(microsecond=999999)),
}
for number, text in enumerate(
    [
        "null",
        " [] ",
        "[",
        "{}",
        "text",
        '"text"',
        "",
        "[1,2]",
        '[{"key":1}]',
        '[{"key":"a","value":{"b":[]}}]',
        '[{"key":"a","value":"\\ud800"}]',
        '[{"key":"a","key":"b","more":1e999}]',
        "[" * 3000 + "]" * 3000,
    ]
):
    KINDS[f"details {number}"] = told(details=text)
    KINDS[f"extra {number}"] = told(extra=text, external_id="x")


@pytest.mark.parametrize("kind", KINDS)
def test_an_entry_is_the_same_in_the_next_portal_and_the_one_after(kind, alice, program, settings):
    before, after = moved(KINDS[kind], alice, program)
    assert before
    assert after == before

    # Served again, by a portal that takes itself for another partner.
    settings.PARTNER_TENANT_ID = uuid4()
    served = pages(program)
    assert set(read_into(served)) == {Result.KNOWN}


@pytest.mark.parametrize("kind", KINDS)
def test_every_page_is_json_that_clients_can_read(kind, alice, program):
    KINDS[kind](alice)

    for body in pages(program):
        for record in json.loads(body.decode())["items"]:
            assert record["id"]
            assert record["operationType"]
            assert record["operationDate"]
            if record["id"].startswith("portal_") and "portal" in (record.get("attributes") or {}):
                assert all("key" in pair for pair in record.get("customizedData", []))


def test_a_log_of_all_kinds_moves_page_by_page(alice, program):
    def make(user: User) -> None:
        for kind in ("received", "dates", "2017, without an ID", "done here", "elsewhere"):
            KINDS[kind](user)

    before, after = moved(make, alice, program)
    assert len(before) == 12
    assert after == before


def test_a_record_of_a_portal_that_says_more_is_kept_whole(alice, program):
    """By a portal that is newer than this one, or by somebody in between."""
    told(external_id="x", extra='{"a":1}')(alice)
    [body] = pages(program)
    record = json.loads(body)["items"][0]

    for more in ({"later": 1}, {"attributes": record["attributes"] | {"later": 1}}):
        read = read_record(encode(record | more))

        assert isinstance(read, Record)
        assert read.extra
        kept = json.loads(read.extra)
        assert kept == {name: (record | more)[name] for name in kept}
        assert {"partnerId", "operationDate", "attributes"} <= kept.keys()
        assert (read.entry_id, read.external_id) == (ActivityEntry.objects.get().pk, "")


texts = st.text(st.characters(exclude_characters="\0", codec="utf-8"), max_size=15)
json_texts = st.none() | texts | st.sampled_from(["[]", '[{"key":"a","value":null}]', "{}", "null"])
records = st.builds(
    Record,
    occurred_at=st.integers(0, 10**16).map(lambda micros: EARLIEST + micros * MARCH.resolution),
    action=texts.filter(bool),
    resource_type=st.sampled_from(["", "order", "customer", "license"]) | texts,
    resource_id=texts,
    status=texts,
    customer_id=st.none() | st.uuids(),
    customer_name=texts,
    partner_user=texts,
    application=texts,
    correlation_id=texts,
    external_id=texts,
    old_value=json_texts,
    new_value=json_texts,
    details=json_texts,
    extra=json_texts | st.just('{"operationDate":"2026-03-04T05:06:07.1234567Z"}'),
)


@trying(deadline=None, suppress_health_check=[HealthCheck.too_slow], max_examples=300)
@given(records, st.sampled_from(["partnercenter", "elsewhere"]))
def test_any_entry_is_restored(record, source):
    columns = columns_of(record, source)

    read = read_record(render(Told(**columns)))

    assert isinstance(read, Record)
    assert columns_of(read, "partnercenter") == columns | {"source": "partnercenter"}


def columns_of(record: Record, source: str) -> dict[str, Any]:
    """What the entry that is made of it will hold."""
    values = dict(zip(COLUMNS, row_of(record, source), strict=False))
    return {name: values[name] for name in Told._fields}
