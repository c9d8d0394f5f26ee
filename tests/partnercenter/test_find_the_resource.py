from __future__ import annotations

import json

import pytest

from tests.partnercenter.payloads import CUSTOMER, read_record


def details(**values: object) -> list[dict[str, object]]:
    return [{"key": key.replace("__", "-"), "value": value} for key, value in values.items()]


@pytest.mark.parametrize(
    ("resource_type", "key"),
    [
        ("order", "OrderId"),
        ("subscription", "SubscriptionId"),
        ("subscription", "SubscriptionId-0"),
        ("customer_user", "CustomerUserId"),
        ("license", "CustomerUserId"),
        ("referral", "ReferralId"),
        ("invoice", "InvoiceId"),
        ("agreement", "AgreementId"),
        ("self_serve_policy", "SelfServePolicyId"),
        ("partner_user", "PartnerUserId"),
        ("application", "ApplicationId"),
        ("application_credential", "ApplicationId"),
    ],
)
def test_the_details_name_it(resource_type, key):
    data = [{"key": "Other", "value": "x"}, {"key": key, "value": "r-1"}]

    record = read_record(
        resourceType=resource_type, customizedData=data, resourceNewValue='{"Id": "r-2"}'
    )

    assert record.resource_id == "r-1"


def test_the_subscription_itself_goes_before_the_first_line_of_an_order():
    data = details(SubscriptionId__0="s-0", SubscriptionId="s")

    assert read_record(resourceType="subscription", customizedData=data).resource_id == "s"


@pytest.mark.parametrize("data", [..., None, [], {}, "OrderId", [1], [{"key": 1}], details(A="b")])
def test_else_the_new_value_has_it(data):
    record = read_record(
        resourceType="order",
        customizedData=data,
        resourceOldValue='{"Id": "old"}',
        resourceNewValue='{"Nested": {"Id": "x"}, "Id": "new"}',
    )

    assert record.resource_id == "new"


@pytest.mark.parametrize("new", [..., None, "", "{", "[]", "{}", '{"Id": null}', '{"Id": 7}'])
def test_else_the_old_value_has_it(new):
    record = read_record(resourceOldValue='{"Id": "old"}', resourceNewValue=new)

    assert record.resource_id == "old"


def test_a_value_that_is_no_text_is_looked_into_as_well():
    assert read_record(resourceNewValue={"Id": "new"}).resource_id == "new"


@pytest.mark.parametrize("resource_type", ["customer", "partner_customer_relationship"])
def test_else_a_customer_is_the_resource(resource_type):
    record = read_record(resourceType=resource_type, customerId=CUSTOMER)

    assert record.resource_id == CUSTOMER


@pytest.mark.parametrize("value", [None, 7, "", ["o"]])
def test_an_id_that_is_no_text_is_none(value):
    record = read_record(
        resourceType="order",
        customizedData=details(OrderId=value),
        resourceNewValue='{"Id": "new"}',
    )

    assert record.resource_id == "new"


@pytest.mark.parametrize("value", ["a\0b", "\ud800", "x" * 201])
def test_an_id_that_cannot_be_stored_is_left_out(value):
    new = json.dumps({"Id": value})

    assert read_record(resourceNewValue=new).resource_id == ""
    assert read_record(resourceNewValue=new).new_value == new


def test_anything_else_has_no_resource():
    assert read_record(resourceType="device", customerId=CUSTOMER).resource_id == ""
