"""A service in a process of its own, and pulls from it as an operator starts them."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import urllib3
from django.conf import settings as portal_settings

from portal.plugins import pull_sources
from tests.partnercenter.payloads import CUSTOMER, audit_record
from tests.partnercenter.pulling.service.holding import Holding

NOW = datetime.now(UTC)
SECRET = "the-secret-of-the-application"


class Service:
    """The other side: what it holds, how it fails, and what it was asked."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}"
        self.http = urllib3.PoolManager()

    def set(self, **values: Any) -> None:
        answer = self.http.request("POST", f"{self.url}/control", body=json.dumps(values))
        assert answer.status == 200

    def seen(self) -> dict[str, Any]:
        seen: dict[str, Any] = self.http.request("GET", f"{self.url}/control").json()
        return seen

    def hold(self, count: int, *, days: int = 85, **values: Any) -> None:
        """So many records, evenly over so many days back from now."""
        self.set(records=records(count, days=days), **values)

    @property
    def held(self) -> list[str]:
        return sorted(record["id"] for record in self.seen()["records"])


def record_at(moment: datetime, number: int, **fields: Any) -> dict[str, Any]:
    told = {
        "id": f"partner_createorder_{number:05}",
        "operationDate": f"{moment:%Y-%m-%dT%H:%M:%S.%f}7Z",
        "customerId": CUSTOMER,
        "customerName": "Contoso \U0001f600",
        "resourceType": "order",
        "customizedData": [{"key": "OrderId", "value": f"order-{number}"}],
        "attributes": {"objectType": "AuditRecord"},
    }
    return audit_record(**told | fields)


def records(count: int, *, days: int) -> list[dict[str, Any]]:
    step = timedelta(days=days) / max(count - 1, 1)
    return [record_at(NOW - number * step, number) for number in range(count)]


@contextmanager
def serving(*certificate: str) -> Iterator[Service]:
    command = [sys.executable, "-m", "tests.partnercenter.pulling.service", *certificate]
    with subprocess.Popen(command, stdout=subprocess.PIPE, cwd=portal_settings.BASE_DIR) as process:
        assert process.stdout
        yield Service(int(process.stdout.readline()))
        process.kill()


@pytest.fixture(scope="session")
def service_process() -> Iterator[Service]:
    with serving() as service:
        yield service


@pytest.fixture
def service(service_process: Service, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Service:
    """As new, and the portal set up to sign in at it."""
    for name in ("http_proxy", "https_proxy", "all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    service_process.set(**json.loads(json.dumps(Holding().__dict__)))
    settings.PARTNER_CENTER_URL = service_process.url
    settings.PARTNER_CENTER_LOGIN_URL = service_process.url
    settings.PARTNER_CENTER_TOKEN_URL = ""
    settings.PARTNER_CENTER_TENANT_ID = "contoso.example"
    settings.PARTNER_CENTER_CLIENT_ID = "the-application"
    settings.PARTNER_CENTER_CLIENT_SECRET = SECRET
    return service_process


@pytest.fixture(autouse=True)
def waits(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The waits that a pull would have taken; here it takes none."""
    taken: list[float] = []
    monkeypatch.setattr(pull_sources.get("partnercenter"), "wait", taken.append)
    return taken
