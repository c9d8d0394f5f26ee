"""The two documents: our own API, and Partner Center's as the portal speaks it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import Any

from django.conf import settings
from django.urls import include, path
from django.utils import translation
from drf_spectacular.generators import SchemaGenerator

_generating = Lock()


@dataclass(frozen=True, slots=True)
class Document:
    """One OpenAPI document, of the addresses that an urlconf brings.

    The urlconf is named as text, for the portal imports no app. `place` is where the document
    and its reference stand below those of our own API.
    """

    name: str
    place: str
    title: str
    description: str
    prefix: str
    urlconf: str


PORTAL = Document(
    name="portal",
    place="",
    title="Partner Portal API",
    description=(
        "Read, poll, export and ingest the activity log; read and change customers, their users, "
        "orders and subscriptions. Sign in with an API token: `Authorization: Bearer …`. "
        "Every error is a problem as RFC 9457 has it."
    ),
    prefix="api/v1/",
    urlconf="portal.api.urls",
)
PARTNER_CENTER = Document(
    name="partner-center",
    place="partner-center/",
    title="Partner Center API",
    description=(
        "Partner Center's audit records, customers, subscriptions, users and orders as its clients "
        "ask for them: change their base URL to the portal's. Errors have Partner Center's form."
    ),
    prefix="",
    urlconf="partnercenter.urls",
)
DOCUMENTS = (PORTAL, PARTNER_CENTER)


@cache
def schema_of(document: Document) -> dict[str, Any]:
    """The document as the portal serves it, as JSON values. It must not be changed."""
    patterns = [path(document.prefix, include(document.urlconf))]
    # The generator keeps what it warns of in one place for all threads.
    with _generating, translation.override("en"):
        schema: dict[str, Any] = SchemaGenerator(patterns=patterns).get_schema(public=True)
    schema["info"] = {
        "title": document.title,
        "version": settings.SPECTACULAR_SETTINGS["VERSION"],
        "description": document.description,
    }
    schema["servers"] = [{"url": settings.BASE_URL}]
    return schema


def text_of(document: Document) -> str:
    """The document as it is committed: of no server, sorted, so that differences are small."""
    schema = schema_of(document) | {"servers": [{"url": "/"}]}
    return json.dumps(schema, indent=2, sort_keys=True, ensure_ascii=False) + "\n"
