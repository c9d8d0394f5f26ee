"""Whatever is sent, each operation of both APIs answers as its document says, and never fails."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from zlib import crc32

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, settings
from pytest_django.live_server_helper import LiveServer
from schemathesis.checks import not_a_server_error
from schemathesis.core import NotSet
from schemathesis.core.parameters import ParameterLocation
from schemathesis.generation import GenerationMode
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from portal.api.idempotency import HEADER as KEY
from portal.api.schema.documents import PARTNER_CENTER, PORTAL, Document, schema_of
from portal.tokens.scopes import SCOPES
from tests.portal.addresses import Things
from tests.tokens import token_for

if TYPE_CHECKING:
    from portal.models import User

ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
SLOW = os.environ.get("SLOW") == "1"


@schemathesis.check
def what_the_schema_forbids_is_refused(ctx: Any, response: Any, case: Any) -> bool | None:
    """But for an empty filter, which is as good as none, and no body where none is asked for; and
    entries are refused one by one."""
    is_empty = any(is_blank(value) for value in (case.query or {}).values())
    is_told = case.operation.definition.raw["operationId"] == "add_entries"
    is_left_out = isinstance(case.body, NotSet) and is_negative(case, ParameterLocation.BODY)
    if is_empty or is_told or is_left_out:
        return None
    return negative_data_rejection(ctx, response, case)


CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    unsupported_method,
    what_the_schema_forbids_is_refused,
]
thoroughly = settings(
    max_examples=200 if SLOW else 8,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)


class Program:
    """A client of a superuser's token with every scope, who knows what there is."""

    def __init__(self, user: User, server: LiveServer) -> None:
        self.server = server
        self.session = requests.Session()
        # Kept open, each answer would wait for an acknowledgement that the system delays.
        self.session.headers["Connection"] = "close"
        self.session.headers["Authorization"] = f"Bearer {token_for(user, *SCOPES)}"
        known = {name: str(value) for name, value in Things().parameters().items()}
        # In bodies and filters a thing is called without the “_id” of addresses.
        self.known = known | {name.removesuffix("_id"): value for name, value in known.items()}
        self.known["users"] = known["user_id"]

    def call(self, case: schemathesis.Case[Any]) -> None:
        if not is_negative(case, ParameterLocation.PATH):
            for name, value in case.path_parameters.items():
                case.path_parameters[name] = self.exchanged(name, value)
        case.query = self.filled(case.query)
        case.body = self.filled(case.body)
        if (key := case.headers.get(KEY)) and is_exchanged(case.body):
            # Else it is mostly one that was used for another request.
            case.headers[KEY] = f"{key}{number_of(case.body)}"
        case.call_and_validate(base_url=self.server.url, session=self.session, checks=CHECKS)

    def filled(self, value: Any, name: str = "") -> Any:
        """What was made up, with IDs of what there is."""
        if isinstance(value, dict):
            return {inner: self.filled(part, inner) for inner, part in value.items()}
        if isinstance(value, list):
            return [self.filled(part, name) for part in value]
        return self.exchanged(name, value) if is_id(value) else value

    def exchanged(self, name: str, value: Any) -> Any:
        return self.known[name] if name in self.known and is_exchanged(value) else value


def is_negative(case: schemathesis.Case[Any], place: ParameterLocation) -> bool:
    """Whether that part of the request was made against the schema."""
    part = case.meta.components.get(place) if case.meta else None
    return part is not None and part.mode is GenerationMode.NEGATIVE


def is_id(value: object) -> bool:
    return isinstance(value, str) and ID.fullmatch(value) is not None


def is_blank(value: object) -> bool:
    return not "".join(map(str, value if isinstance(value, list) else [value])).strip()


def is_exchanged(value: object) -> bool:
    """One of four stays as it was made up: mostly there is no such thing."""
    return number_of(value) % 4 != 0


def number_of(value: object) -> int:
    """As good as random, and always the same."""
    return crc32(repr(value).encode(errors="replace"))


@schemathesis.serializer("application/x-ndjson")
def as_lines(_context: Any, value: Any) -> Any:
    return value.encode(errors="replace") if isinstance(value, str) else json.dumps(value).encode()


@pytest.fixture
def program(alice: User, live_server: LiveServer, settings: Any) -> Iterator[Program]:
    settings.API_REQUESTS_PER_MINUTE = 10**9
    program = Program(alice, live_server)
    yield program
    program.session.close()


def api(document: Document) -> BaseSchema:
    schema = schemathesis.openapi.from_dict(schema_of(document))
    # What can be counted out from a schema are thousands of cases.
    schema.config.phases.update(phases=["fuzzing", "coverage"] if SLOW else ["fuzzing"])
    return schema


@api(PORTAL).parametrize()
@pytest.mark.slow
@thoroughly
def test_our_own_api_keeps_to_its_schema(case: schemathesis.Case[Any], program: Program) -> None:
    program.call(case)


@api(PARTNER_CENTER).parametrize()
@pytest.mark.slow
@thoroughly
def test_partner_centers_api_keeps_to_its_schema(
    case: schemathesis.Case[Any], program: Program
) -> None:
    program.call(case)
