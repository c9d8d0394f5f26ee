from __future__ import annotations

from ipaddress import ip_network
from typing import Any

import pytest
from django.test import RequestFactory

from portal.clients import client_address


@pytest.fixture(autouse=True)
def _proxies(settings: Any) -> None:
    settings.TRUSTED_PROXIES = [ip_network("10.0.0.0/8"), ip_network("::1")]


def address(remote: str, forwarded: str = "") -> str:
    headers = {"X-Forwarded-For": forwarded} if forwarded else {}
    return client_address(RequestFactory().get("/", headers=headers, REMOTE_ADDR=remote))


def test_who_connects_directly_is_who_it_is() -> None:
    assert address("198.51.100.7") == "198.51.100.7"


def test_a_trusted_proxy_is_believed() -> None:
    assert address("10.0.0.1", "198.51.100.7") == "198.51.100.7"
    assert address("::1", "2001:db8::7") == "2001:db8::7"


def test_anyone_else_is_not_believed() -> None:
    assert address("203.0.113.9", "198.51.100.7") == "203.0.113.9"


def test_what_the_client_itself_wrote_is_not_believed() -> None:
    assert address("10.0.0.1", "192.0.2.1, 198.51.100.7") == "198.51.100.7"


def test_proxies_in_a_row_are_passed() -> None:
    assert address("10.0.0.1", "198.51.100.7, 10.0.0.2, 10.0.0.3") == "198.51.100.7"


def test_what_is_no_address_is_not_taken_for_one() -> None:
    assert address("10.0.0.1", "<script>, unknown") == "10.0.0.1"


def test_a_request_without_an_address_has_none() -> None:
    assert address("") == ""
