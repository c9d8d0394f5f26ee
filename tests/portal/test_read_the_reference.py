"""The reference of both APIs as a page, made from what programs read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.test import Client
from django.utils.html import escape

from portal.api.problems import KINDS, TYPE_BASE
from portal.api.schema.documents import DOCUMENTS, Document, schema_of
from portal.tokens.scopes import SCOPES
from tests.tokens import program_of

if TYPE_CHECKING:
    from portal.models import User

each_document = pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.name)


def page_of(document: Document, client: Client) -> str:
    answer = client.get(f"/api/v1/docs/{document.place}")
    assert answer.status_code == 200
    return str(answer.content.decode())


@each_document
def test_every_operation_has_its_place(document: Document, as_charlie: Client) -> None:
    page = page_of(document, as_charlie)
    for path, methods in schema_of(document)["paths"].items():
        for method, operation in methods.items():
            assert f'<h3 id="{operation["operationId"]}">' in page
            assert f'<span class="method">{method.upper()}</span> <code>{escape(path)}' in page
            for parameter in operation.get("parameters", ()):
                assert f"<code>{escape(parameter['name'])}</code>" in page


@each_document
def test_every_link_within_the_page_leads_to_something(
    document: Document, as_charlie: Client
) -> None:
    page = page_of(document, as_charlie)
    places = set(re.findall(r'id="([^"]+)"', page))
    assert [to for to in re.findall(r'href="#([^"]+)"', page) if to not in places] == []


def test_the_type_of_every_problem_leads_there(as_charlie: Client) -> None:
    path, _hash, before = TYPE_BASE.partition("#")
    page = as_charlie.get(path).content.decode()
    assert [kind for kind in KINDS if f'<tr id="{before}{kind}">' not in page] == []


def test_every_scope_is_told(as_charlie: Client) -> None:
    page = page_of(DOCUMENTS[0], as_charlie)
    assert [scope for scope in SCOPES if f"<code>{scope}</code>" not in page] == []


def test_the_frame_is_in_the_readers_language_and_the_reference_in_english(alice: User) -> None:
    alice.language = "de"
    alice.save()
    client = Client()
    client.force_login(alice)
    page = page_of(DOCUMENTS[0], client)
    assert '<html lang="de"' in page
    assert "Übersicht" in page
    assert '<div class="reference" lang="en">' in page
    assert "Read the activity log" in page


def test_a_program_reads_it_with_any_token(charlie: User) -> None:
    assert "Partner Portal API" in page_of(DOCUMENTS[0], program_of(charlie))


def test_a_person_is_led_to_the_sign_in_and_a_program_is_told(db: None) -> None:
    person = Client().get("/api/v1/docs/", headers={"Accept": "text/html,*/*;q=0.8"})
    assert person.status_code == 302
    assert person["Location"] == "/admin/login/?next=/api/v1/docs/"
    program = Client().get("/api/v1/docs/")
    assert program.status_code == 401
    assert program["Content-Type"] == "application/problem+json"


def test_it_is_found_where_tokens_are_managed(as_alice: Client) -> None:
    page = as_alice.get("/admin/portal/apitoken/").content.decode()
    assert 'href="/api/v1/docs/"' in page
