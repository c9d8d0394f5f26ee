"""Whatever is sent, each operation of both APIs answers as its document says, and never fails."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any
from zlib import crc32

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, settings
from pytest_django.live_server_helper import LiveServer
from schemathesis.checks import not_a_server_error
from schemathesis.generation.meta import TestPhase
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

SLOW = os.environ.get("SLOW") == "1"
ONE_OF = 5


@schemathesis.check
def what_the_schema_forbids_is_refused(ctx: Any, response: Any, case: Any) -> bool | None:
    """But for an empty filter, which is as good as none; and entries are refused one by one."""
    is_empty = any(value in ("", [""], []) for value in (case.query or {}).values())
    if is_empty or case.operation.definition.raw["operationId"] == "add_entries":
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
    max_examples=200 if SLOW else 5,
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
        things = Things()
        self.known = {
            "key": str(things.entry.pk),
            "customer_id": str(things.customer.pk),
            "subscription_id": str(things.subscription.pk),
            "order_id": str(things.order.pk),
            "product_id": str(things.product.pk),
            "user_id": str(things.customer_user.pk),
            "referral_id": str(things.referral.pk),
        }

    def call(self, case: schemathesis.Case[Any]) -> None:
        if not is_sent(case):
            return
        for name, value in case.path_parameters.items():
            # One of four is left as it is: mostly nothing is there.
            if name in self.known and number_of(value) % 4:
                case.path_parameters[name] = self.known[name]
        if (key := case.headers.get(KEY)) and number_of(case.body) % 4:
            # Else it is mostly one that was used for another request.
            case.headers[KEY] = f"{key}{number_of(case.body)}"
        case.call_and_validate(base_url=self.server.url, session=self.session, checks=CHECKS)


def is_sent(case: schemathesis.Case[Any]) -> bool:
    """Of the cases that are counted out from the schema some, always the same; with SLOW=1 all."""
    if SLOW or case.meta is None or case.meta.phase.name is not TestPhase.COVERAGE:
        return True
    said = (case.method, case.path_parameters, case.query, case.headers, case.body)
    return number_of(said) % ONE_OF == 0


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
    schema.config.phases.update(phases=["examples", "coverage", "fuzzing"])
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
