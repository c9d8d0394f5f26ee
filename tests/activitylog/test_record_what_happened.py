from __future__ import annotations

from typing import TYPE_CHECKING

from activitylog.models import ActivityEntry
from activitylog.services import record_activity

if TYPE_CHECKING:
    from customers.models import Customer
    from portal.models import User


def test_it_keeps_who_did_what_to_whom(alice: User, acme: Customer) -> None:
    record_activity(
        "update_subscription",
        actor=alice,
        resource_type="subscription",
        resource_id="s-1",
        customer=acme,
        old_value={"Quantity": 5},
        new_value={"Quantity": 8},
        details=[("SubscriptionName", "Büro")],
    )

    entry = ActivityEntry.objects.get()
    assert entry.partner_user == "alice@partner.example"
    assert (entry.customer, entry.customer_name) == (acme, "Müller & Söhne GmbH")
    assert (entry.old_value, entry.new_value) == ('{"Quantity":5}', '{"Quantity":8}')
    assert entry.details == '[{"key":"SubscriptionName","value":"Büro"}]'
