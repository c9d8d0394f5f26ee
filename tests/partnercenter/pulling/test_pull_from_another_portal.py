"""A second, empty portal pulls the log of this one, and has the same entries then."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings

from activitylog.models import ActivityEntry
from activitylog.services import record_activity
from portal.models import ApiToken
from portal.tokens.secrets import digest_of, hint_of, new_secret
from tests.activitylog.importing import run_import
from tests.activitylog.log import fill, record, take
from tests.command_line import run

if TYPE_CHECKING:
    from customers.models import Customer
    from portal.models import User

pytestmark = pytest.mark.django_db(transaction=True)
ROOT = Path(settings.BASE_DIR)
FIRST_DAY = "2026-02-01"
FIELDS = [
    field.attname
    for field in ActivityEntry._meta.concrete_fields
    if field.attname not in ("source", "recorded_at")
]
# Of a portal that has nothing yet: it pulls twice, and shows what it has then.
SECOND_PORTAL = f"""
import json, django
django.setup()
from django.core.management import call_command
from activitylog.models import ActivityEntry
call_command("migrate", verbosity=0)
for _ in range(2):
    call_command("pull_activity", "partnercenter", "--from", {FIRST_DAY!r})
entries = ActivityEntry.objects.filter(source="partnercenter").values_list(*{FIELDS!r})
print(json.dumps(list(entries), default=str))
"""
ODD = '{"a":\r\n "Grüße\x01\x1f\u2028\U0001f600",\n"b": 1.10}\r'
ODDITIES: list[dict[str, Any]] = [
    {"old_value": ODD, "new_value": " " + ODD, "details": ODD, "extra": "{}"},
    {"old_value": "no JSON", "details": "[1, {}]", "extra": '{"operationDate": "yesterday"}'},
    {"details": '[{"key": "Quantity", "value": 123456789012345678901234567890}]'},
    {"customer_name": "Nobody's", "partner_user": "petra", "external_id": "", "status": "\u2028"},
    {"action": "unheard of", "resource_type": "Ünknown", "resource_id": "x" * 400},
    {"occurred_at": datetime(2026, 2, 1, tzinfo=UTC), "extra": '{"partnerId": 1e400}'},
]


def snapshot() -> list[list[Any]]:
    entries = list(ActivityEntry.objects.values_list(*FIELDS))
    return sorted(json.loads(json.dumps(entries, default=str)))


@pytest.fixture
def program(alice: User) -> dict[str, str]:
    """How the second portal signs in at this one."""
    secret = new_secret()
    row = ApiToken.objects.create(
        kind="client",
        owner=alice,
        name="Second portal",
        scopes=["activity:read"],
        source="second",
        digest=digest_of(secret),
        hint=hint_of(secret),
    )
    return {
        "PARTNER_CENTER_TENANT_ID": "partner.example",
        "PARTNER_CENTER_CLIENT_ID": str(row.pk),
        "PARTNER_CENTER_CLIENT_SECRET": secret,
    }


def test_it_has_the_same_entries_field_by_field(
    live_server: Any, program: dict[str, str], alice: User, acme: Customer, tmp_path: Path
) -> None:
    # More than a page in a window.
    fill(510, customer_id=acme.pk, customer_name=acme.name)
    own: dict[str, Any] = {"resource_type": "order", "resource_id": "o-1", "customer": acme}
    values = {"Id": "o-1", "Price": 1.5, "Owner": None}
    details = [("OrderId", "o-1"), ("PartnerOnRecord", None), ("Name", "Ünïcode \U0001f600")]
    record_activity("create_order", actor=alice, new_value=values, details=details, **own)
    record_activity("update_order", actor=None, application="Nightly job", **own)
    run_import("partnercenter", ROOT / "fixtures" / "partnercenter" / "auditrecords.json")
    run_import("csv", ROOT / "fixtures" / "activitylog" / "english.csv")
    run_import("acme", ROOT / "tests" / "plugins" / "acme_portal" / "restores.log")
    for source in ("partnercenter", "test"):
        take(
            *(record(**{"external_id": f"{source}-{n}"} | odd) for n, odd in enumerate(ODDITIES)),
            source=source,
        )
    there = snapshot()
    done = run(
        *("-W", "ignore", "-c", SECOND_PORTAL),
        DJANGO_SETTINGS_MODULE="portal.settings",
        DATABASE_URL=f"sqlite:///{tmp_path / 'second.sqlite3'}",
        PARTNER_CENTER_URL=live_server.url,
        PARTNER_CENTER_LOGIN_URL=live_server.url,
        **program,
    )
    assert done.returncode == 0, done.stderr
    first, second, entries = done.stdout.splitlines()
    assert sorted(json.loads(entries)) == there
    count = len(there)
    assert first == f"{count} read, {count} added, 0 known, 0 conflicting, 0 refused."
    assert second == f"{count} read, 0 added, {count} known, 0 conflicting, 0 refused."
