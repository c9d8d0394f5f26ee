from __future__ import annotations

import io

import pytest

from partnercenter.source import PartnerCenterSource
from portal.plugins import Record


def records_of(path) -> list[Record]:
    readings = PartnerCenterSource().read(io.BytesIO(path.read_bytes()))
    contents = [reading.content for reading in readings]
    assert all(isinstance(content, Record) for content in contents), contents
    # The line above made sure, in a way that mypy does not follow.
    return contents  # type: ignore[return-value]


@pytest.mark.parametrize("name", ["auditrecords.json", "auditrecords.jsonl"])
def test_our_samples_are_read(settings, name):
    records = records_of(settings.BASE_DIR / "fixtures/partnercenter" / name)

    assert [record.action for record in records] == [
        "create_order",
        "update_subscription",
        "update_customer_user_licenses",
        "granular_admin_relationship_approved",
        "add_customer",
    ]
    assert all(record.resource_id for record in records[:4])


def test_the_example_of_the_documentation_is_read(settings):
    path = settings.BASE_DIR.parent / "shared/samples/auditrecords-docs-2017.json"
    if not path.exists():
        pytest.skip("the published example is not here")

    order, licenses = records_of(path)

    assert (order.action, order.resource_type) == ("create_order", "order")
    assert order.customer_name == licenses.customer_name == "Relecloud"
    assert order.resource_id == "d51a052e-043c-4a2a-aa37-2bb938cef6c1"
    assert licenses.resource_id == "482e2152-4b49-48ec-b715-823365ce3d4c"
    assert f"{order.occurred_at:%Y-%m-%d %H:%M:%S.%f}" == "2017-06-15 22:56:05.058930"
    assert '"operationDate":"2017-06-15T22:56:05.0589308Z"' in str(order.extra)
