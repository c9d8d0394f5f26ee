from __future__ import annotations

import json
from datetime import UTC, datetime
from uuid import UUID

import pytest

from portal.plugins import Record
from tests.partnercenter.payloads import CUSTOMER, audit_record, encode, read_one, read_record

DATE = '"operationDate":"2026-03-04T05:06:07.1234567Z"'


def test_each_field_has_its_place():
    record = read_record(
        partnerId="p",
        customerId=CUSTOMER,
        customerName="Müller & Söhne",
        userPrincipalName="petra@partner.example",
        applicationId="Partner Center Native App",
        resourceType="order",
        resourceOldValue='{"Id": "o-1", "Quantity": 1}',
        resourceNewValue='{"Id": "o-1", "Quantity": 2}',
        operationType="update_order",
        originalCorrelationId="c-1",
        customizedData=[],
        attributes={"objectType": "AuditRecord"},
    )

    assert record == Record(
        occurred_at=datetime(2026, 3, 4, 5, 6, 7, 123456, UTC),
        action="update_order",
        resource_type="order",
        resource_id="o-1",
        status="succeeded",
        customer_id=UUID(CUSTOMER),
        customer_name="Müller & Söhne",
        partner_user="petra@partner.example",
        application="Partner Center Native App",
        correlation_id="c-1",
        external_id="contoso_createorder_639082000000000000",
        old_value='{"Id": "o-1", "Quantity": 1}',
        new_value='{"Id": "o-1", "Quantity": 2}',
        details="[]",
        extra="{" + DATE + ',"partnerId":"p","attributes":{"objectType": "AuditRecord"}}',
    )


def test_little_is_enough():
    record = read_record(id=..., operationStatus=...)

    assert record == Record(
        occurred_at=datetime(2026, 3, 4, 5, 6, 7, 123456, UTC),
        action="create_order",
        extra="{" + DATE + "}",
    )


def test_unknown_words_are_kept():
    record = read_record(operationType="do_magic", resourceType="wand", operationStatus="maybe")

    assert (record.action, record.resource_type, record.status) == ("do_magic", "wand", "maybe")


def test_unknown_fields_are_kept_in_order_and_to_the_letter():
    data = encode(audit_record(first=1, second=2, third=3))
    data = data.replace(b": 1", b": 12345678901234567890.0 ").replace(
        b": 2", b':[ 1,2 ,"\\u00fc" ]'
    )
    data = data.replace(b'"third": 3', b'"th\\u0069rd"\n:\n{ "a" : null }\n')

    assert read_one(data).extra == (
        "{" + DATE + ',"first":12345678901234567890.0,"second":[ 1,2 ,"\\u00fc" ]'
        ',"th\\u0069rd":{ "a" : null }}'
    )


@pytest.mark.parametrize(
    "name",
    ["id", "customerId", "customerName", "applicationId", "resourceOldValue", "customizedData"],
)
def test_a_null_is_told_from_nothing(name):
    data = encode(audit_record(id=..., operationStatus=...))

    record = read_one(data[:-1] + f', "{name}": null}}'.encode())

    assert record.extra == "{" + DATE + f',"{name}":null}}'
    assert (record.customer_name, record.old_value, record.details) == ("", None, None)


def test_an_empty_text_is_told_from_nothing():
    assert read_record(customerName="").extra == "{" + DATE + ',"customerName":""}'
    assert read_record(resourceOldValue="").old_value == ""


def test_a_customer_in_capitals_is_kept_as_received_too():
    record = read_record(customerId=CUSTOMER.upper())

    assert record.customer_id == UUID(CUSTOMER)
    assert record.extra == "{" + DATE + f',"customerId":"{CUSTOMER.upper()}"}}'
    digits = "12345678-1234-1234-1234-123456789012"
    assert read_record(customerId=digits).extra == "{" + DATE + "}"


@pytest.mark.parametrize(
    "text",
    ["contoso", "{" + CUSTOMER + "}", CUSTOMER.replace("-", ""), CUSTOMER[:-1], CUSTOMER + "\n"],
)
def test_a_customer_whose_id_is_no_uuid_is_kept_as_received(text):
    record = read_record(customerId=text)

    assert record.customer_id is None
    assert record.extra == "{" + DATE + f',"customerId":{json.dumps(text)}}}'


@pytest.mark.parametrize(
    "value", ['{"Id": "a" , "N": 1.0}', "[1,\n2]", "12345678901234567890", "true"]
)
def test_a_resource_that_is_no_text_is_kept_as_its_json(value):
    data = encode(audit_record(resourceOldValue=1, resourceNewValue=1))

    record = read_one(data.replace(b": 1", f": {value}".encode()))

    assert (record.old_value, record.new_value) == (value, value)


def test_details_are_kept_to_the_letter():
    details = '[ {"key":"Quantity-0" ,"value":"25"},{"value":null,"key":"\\u00fc"} ]'

    record = read_one(
        encode(audit_record(customizedData=1)).replace(b"1}", f"{details}}}".encode())
    )

    assert record.details == details


def test_umlauts_are_the_same_escaped_or_not():
    escaped, plain = (
        json.dumps(audit_record(customerName="Müller 😀"), ensure_ascii=ascii).encode()
        for ascii in (True, False)
    )

    assert read_one(escaped) == read_one(plain)
