"""What programs send, and what they are told."""

from __future__ import annotations

from typing import Any

from django.test import Client

API = "/api/v1/"


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
