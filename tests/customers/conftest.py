from __future__ import annotations

from pathlib import Path

import pytest

from customers.models import Customer, CustomerUser
from tests.customers.operations_table.making import make_user


@pytest.fixture(autouse=True)
def _own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that wait to be confirmed are the test's own."""
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))


@pytest.fixture
def three(db: None) -> list[Customer]:
    return [
        Customer.objects.create(name=name, domain=f"{name.lower()}.example")
        for name in ("Alpha", "Beta", "Gamma")
    ]


@pytest.fixture
def anna(acme: Customer) -> CustomerUser:
    return make_user(acme, display_name="Anna Schneider", first_name="Anna")
