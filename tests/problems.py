"""What a program is told of a request that was refused."""

from __future__ import annotations

from typing import Any

from portal.api.problems import MEDIA_TYPE, TYPE_BASE


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


def errors_of(answer: Any) -> list[tuple[str, str]]:
    """What a request that cannot be read was refused for: field and reason."""
    return [(error["field"], error["reason"]) for error in problem(answer, 400)["errors"]]
