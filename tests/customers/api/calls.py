"""What programs send, and what they are told."""

from __future__ import annotations

from typing import Any

from django.test import Client

from portal.api.problems import MEDIA_TYPE, TYPE_BASE

API = "/api/v1/"


def problem(answer: Any, status: int) -> dict[str, Any]:
    """The problem that an answer of this status tells."""
    assert answer.status_code == status, answer.content
    assert answer["Content-Type"] == MEDIA_TYPE
    told: dict[str, Any] = answer.json()
    assert told["status"] == status
    return told


def kind_of(answer: Any, status: int) -> str:
    return str(problem(answer, status)["type"]).removeprefix(TYPE_BASE)


def fields_of(answer: Any, status: int) -> list[str]:
    """The fields that an answer of this status names."""
    return [error["field"] for error in problem(answer, status)["errors"]]


def read(program: Client, address: str, **params: Any) -> dict[str, Any]:
    answer = program.get(API + address, params)
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = answer.json()
    return found


def ids_in(program: Client, address: str, **params: Any) -> list[str]:
    return [row["id"] for row in read(program, address, **params)["results"]]


def send(program: Client, method: str, address: str, body: Any = None, **headers: str) -> Any:
    """Headers are written like `if_match`."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    options: dict[str, Any] = {"content_type": "application/json", "headers": named}
    if body is not None:
        options["data"] = body
    return getattr(program, method)(API + address, **options)
