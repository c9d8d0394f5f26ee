"""Of what another site makes a browser send, nothing is read."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import pytest

from tests.activitylog.api.asking import ACTIVITY
from tests.signing_in import csrf_token, in_a_browser

if TYPE_CHECKING:
    from django.test import Client

FORM, PARTS = "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"
LARGE = b'--x\r\nContent-Disposition: form-data; name="a"; filename="a"\r\n\r\n' + b"x" * 11_000_000


@pytest.fixture
def reader(as_alice: Client) -> Client:
    return in_a_browser(as_alice)


def sent(reader: Client, content_type: str, headers: dict[str, str]) -> tuple[int, int]:
    """The status, and how much was read."""
    stream = io.BytesIO(LARGE)
    server: dict[str, Any] = {
        "wsgi.input": stream,
        "CONTENT_LENGTH": str(len(LARGE)),
        "CONTENT_TYPE": content_type,
    }
    answer = reader.generic("POST", ACTIVITY, headers=headers, **server)
    assert answer["Content-Type"] == "application/problem+json"
    return answer.status_code, stream.tell()


@pytest.mark.parametrize("content_type", ["application/json", FORM, PARTS])
def test_without_the_portals_token_no_byte_is_read(reader: Client, content_type: str) -> None:
    assert sent(reader, content_type, {"X-CSRFToken": "x" * 32}) == (403, 0)


@pytest.mark.parametrize("content_type", ["application/json", FORM, PARTS])
def test_with_it_no_more_is_read_than_there_may_be(reader: Client, content_type: str) -> None:
    assert sent(reader, content_type, csrf_token(reader)) == (413, 0)
