from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from django.core import serializers
from django.core.management import call_command

from activitylog.models import ActivityEntry
from customers.models import Customer
from tests.activitylog.log import MARCH, record, take

pytestmark = pytest.mark.django_db
ODD = '{"a":\r\n "Grüße, Müller\x01\x1f\x85\u2028\U0001f600",\n"b": 1.10}\r'


def test_every_field_arrives_as_it_was(tmp_path: Path) -> None:
    texts = {"old_value": ODD, "new_value": ODD, "details": ODD, "extra": ODD, "status": ODD[:40]}
    take(
        record(customer_id=UUID(int=0xACE), customer_name="Ä\r\n\x01", **texts),
        record(occurred_at=MARCH + timedelta(microseconds=1), external_id="r-2"),
    )
    file = tmp_path / "portal.exact"
    models = ("activitylog", "customers")
    call_command("dumpdata", *models, "--format", "exact", "--natural-primary", output=str(file))

    with file.open("rb") as lines:
        moved = [found.object for found in serializers.deserialize("exact", lines)]
    for model in (ActivityEntry, Customer):
        before = [_fields(stored) for stored in model._default_manager.order_by("pk")]
        after = [_fields(found) for found in moved if isinstance(found, model)]
        assert sorted(after, key=str) == sorted(before, key=str)
        assert before
    assert {entry.occurred_at.microsecond for entry in ActivityEntry.objects.all()} == {
        123456,
        123457,
    }


def _fields(instance: ActivityEntry | Customer) -> dict[str, object]:
    return {field.attname: getattr(instance, field.attname) for field in instance._meta.fields}
