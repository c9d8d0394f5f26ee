"""Both APIs describe themselves, and what is committed is what they say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from drf_spectacular.drainage import GENERATOR_STATS
from schemathesis.specs.openapi.definitions import OPENAPI_31_VALIDATOR

from portal.api.schema.documents import (
    DOCUMENTS,
    PARTNER_CENTER,
    PORTAL,
    Document,
    schema_of,
    text_of,
)
from portal.management.commands.write_schema import file_of

each_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)


def operations(document: Document) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, methods in schema_of(document)["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}", operation


@each_document
def test_what_is_committed_is_what_the_endpoints_say(document: Document) -> None:
    kept = file_of(document).read_text("utf-8")
    assert kept == text_of(document), "Run `make schema`, and commit what it writes."
    assert settings.BASE_URL not in kept


@each_document
def test_it_is_made_without_a_warning(document: Document) -> None:
    schema_of.cache_clear()
    schema_of(document)
    assert not GENERATOR_STATS, "It was printed to standard error."


@each_document
def test_it_is_what_openapi_asks_for(document: Document) -> None:
    assert [str(error) for error in OPENAPI_31_VALIDATOR.iter_errors(schema_of(document))] == []


@each_document
def test_every_operation_is_named_by_verb_and_noun_and_summed_up(document: Document) -> None:
    named = {name: operation["operationId"] for name, operation in operations(document)}
    assert {
        name: id for name, id in named.items() if not re.fullmatch(r"[a-z]+(_[a-z]+)+(_v\d)?", id)
    } == {}
    assert len(set(named.values())) == len(named)
    assert [name for name, operation in operations(document) if not operation.get("summary")] == []


def test_what_partner_centers_api_answers_has_a_name() -> None:
    for name, operation in operations(PARTNER_CENTER):
        (content,) = operation["responses"]["200"]["content"].values()
        assert content["schema"].keys() == {"$ref"}, name


@each_document
def test_every_parameter_is_described(document: Document) -> None:
    silent = [
        f"{name}: {parameter['name']}"
        for name, operation in operations(document)
        for parameter in operation.get("parameters", ())
        if not parameter.get("description")
    ]
    assert silent == []


@each_document
def test_every_operation_tells_how_to_sign_in_and_what_can_go_wrong(document: Document) -> None:
    for name, operation in operations(document):
        errors = {code for code in operation["responses"] if code >= "400"}
        expected = {"400", "406"} | ({"401", "403", "429"} if "security" in operation else set())
        assert expected <= errors, name


def test_what_writes_may_have_to_be_sent_again() -> None:
    for name, operation in operations(PORTAL):
        writes = not name.startswith("GET ") or operation["operationId"].startswith("export_")
        assert ("503" in operation["responses"]) == writes, name


def test_any_token_or_staff_may_read_it(as_charlie: Client) -> None:
    answer = as_charlie.get("/api/v1/schema/")
    assert answer.status_code == 200
    assert answer.json()["openapi"].startswith("3.1")
    assert answer.json()["servers"] == [{"url": "http://127.0.0.1:8000"}]
