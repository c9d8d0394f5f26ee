"""Bodies of requests are read up to a limit, with a length or in chunks."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.portal.counting import ADDRESS
from tests.problems import kind_of
from tests.tokens import program_of

if TYPE_CHECKING:
    from django.test import Client

    from portal.models import User

pytestmark = pytest.mark.urls("tests.portal.counting")
JSON = "application/json"


def body_of(size: int) -> bytes:
    return json.dumps({"x": "x" * (size - 9)}).encode()


class Failing(io.BytesIO):
    def read(self, size: int | None = -1) -> bytes:
        raise ValueError("no chunk begins like this")


def chunked(client: Client, stream: io.BytesIO, **extra: Any) -> Any:
    server: dict[str, Any] = {
        "wsgi.input": stream,
        "wsgi.input_terminated": True,
        "CONTENT_TYPE": JSON,
    }
    return client.generic(
        "POST", ADDRESS, headers={"Transfer-Encoding": "chunked"}, **server | extra
    )


def test_one_that_has_as_much_as_it_may_is_read(program: Client, calls: list[Any]) -> None:
    assert program.post(ADDRESS, body_of(1_000), JSON).status_code == 201
    assert calls == [{"x": "x" * 991}]


def test_one_that_has_more_is_refused(program: Client, calls: list[Any]) -> None:
    answer = program.post(ADDRESS, body_of(1_001), JSON)
    assert (kind_of(answer, 413), calls) == ("too-large", [])


def test_one_that_comes_in_chunks_is_read(program: Client, calls: list[Any]) -> None:
    assert chunked(program, io.BytesIO(body_of(1_000))).status_code == 201
    assert calls == [{"x": "x" * 991}]


def test_one_that_comes_in_too_many_chunks_is_refused(program: Client, calls: list[Any]) -> None:
    stream = io.BytesIO(body_of(100_000))
    assert kind_of(chunked(program, stream), 413) == "too-large"
    assert (stream.tell(), calls) == (1_001, [])


def test_one_in_broken_chunks_is_refused(program: Client, calls: list[Any]) -> None:
    assert kind_of(chunked(program, Failing()), 400) == "malformed"


def test_a_server_that_knows_no_chunks_wants_a_length(program: Client, calls: list[Any]) -> None:
    answer = chunked(program, io.BytesIO(body_of(100)), **{"wsgi.input_terminated": False})
    assert kind_of(answer, 400) == "malformed"


def test_one_that_is_cut_is_refused(program: Client, calls: list[Any]) -> None:
    cut: Any = {"wsgi.input": io.BytesIO(body_of(99))}
    answer = program.generic("POST", ADDRESS, body_of(100), JSON, **cut)
    assert (kind_of(answer, 400), calls) == ("malformed", [])


@pytest.mark.parametrize("encoding", ["gzip", "br", "gzip, identity"])
def test_one_that_is_compressed_is_refused(
    program: Client, calls: list[Any], encoding: str
) -> None:
    answer = program.post(ADDRESS, b"{}", JSON, headers={"Content-Encoding": encoding})
    assert kind_of(answer, 415) == "unsupported-media-type"


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]
)
@pytest.mark.parametrize("client", ["program", "as_alice"])
def test_one_that_is_no_json_is_refused(
    request: pytest.FixtureRequest, client: str, content_type: str, calls: list[Any]
) -> None:
    answer = request.getfixturevalue(client).post(ADDRESS, b"--x--", f"{content_type}; boundary=x")
    assert (kind_of(answer, 415), calls) == ("unsupported-media-type", [])


def test_nobody_is_read_who_may_not_write(alice: User, calls: list[Any]) -> None:
    stream = io.BytesIO(body_of(100))
    assert chunked(program_of(alice, "customers:read"), stream).status_code == 403
    assert stream.tell() == 0
