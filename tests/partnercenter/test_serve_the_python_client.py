"""The client from PyPI works against the portal, with nothing changed but the address it asks."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.utils import timezone
from pytest_django.live_server_helper import LiveServer

from activitylog.services import record_activity
from customers.models import Customer
from tests.customers.making import make_product
from tests.customers.operations_table.making import license_to, make_user, running
from tests.partnercenter.client_environments import python_with
from tests.partnercenter.ordering import make_order
from tests.partnercenter.programs import make_program

if TYPE_CHECKING:
    from portal.models import User

PROGRAM = Path(__file__).with_name("python_client.py")
CLIENT = "partnercenterservices==0.1.2"
# It asks for a part of setuptools that newer ones no longer have, and does not say so.
UNTOLD = "setuptools<81"


@pytest.fixture(scope="session")
def python(pytestconfig: pytest.Config) -> Path:
    """A Python that has the client."""
    assert pytestconfig.cache is not None
    return python_with(pytestconfig.cache.mkdir("clients") / CLIENT, CLIENT, UNTOLD)


def run(python: Path, *arguments: object) -> dict[str, Any]:
    result = subprocess.run(
        [python, "-I", PROGRAM, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert result.returncode == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


@pytest.mark.django_db(transaction=True)
def test_it_reads_customers_what_they_have_and_what_happened(
    python: Path, live_server: LiveServer, alice: User, acme: Customer
) -> None:
    for name in ("Beta", "Gamma", "Delta"):
        Customer.objects.create(name=name)
    e3 = make_product(sku="CFQ7TTC0LFLX:0001")
    subscription = running(acme, product=e3, name="Berlin", quantity=25)
    made = make_order(subscription, "6F3A90C1D2E4")
    license_to(make_user(acme, display_name="Anna Arndt"), subscription)
    make_user(acme, display_name="Dora", state="inactive", soft_deleted_at=timezone.now())
    entry = record_activity("create_order", actor=alice, customer=acme, resource_type="order")
    program = make_program(alice, scopes=["customers:read", "activity:read"])

    found = run(python, live_server.url, program.row.pk, program.secret, acme.pk)

    names = [customer["company_profile"]["company_name"] for customer in found["customers"]]
    assert names == ["Beta", "Delta", "Gamma", acme.name]
    assert [customer["id"] for customer in found["narrowed"]] == [str(acme.pk)]
    assert found["customer"]["company_profile"]["domain"] == acme.domain
    assert found["customer"]["relationship_to_partner"] == "reseller"
    (told,) = found["subscriptions"]
    assert (told["id"], told["friendly_name"]) == (str(subscription.pk), "Berlin")
    assert (told["quantity"], told["status"], told["order_id"]) == (25, "active", str(made.pk))
    assert told["commitment_end_date"].startswith(f"{subscription.commitment_end_at:%Y-%m-%d}")
    assert [user["display_name"] for user in found["users"]] == ["Anna Arndt"]
    assert [user["display_name"] for user in found["deleted_users"]] == ["Dora"]
    (told,) = found["orders"]
    assert told["line_items"][0]["subscription_id"] == str(subscription.pk)
    (told,) = found["skus"]
    assert (told["total_units"], told["consumed_units"], told["available_units"]) == (25, 1, 24)
    (record,) = found["records"]["items"]
    assert (record["customerId"], record["operationType"]) == (str(acme.pk), "create_order")
    assert str(entry.pk) in record["id"]
    assert found["unknown"] == 404
