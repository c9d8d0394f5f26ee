"""How errors look in a schema: one form for all of them, one response for each status."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from portal.api.problems import KINDS, MEDIA_TYPE, TYPE_BASE

Node = dict[str, Any]

ALWAYS = (400, 401, 403, 406, 429)
"""What any operation may answer, whatever it does."""
OF_ANYONE = (400, 406)
"""The same of one for which nobody signs in."""
OF_A_PATH = (404,)
OF_A_BODY = (413, 415)
OF_A_CHANGE = (503,)

_RETRY_AFTER: Node = {
    "Retry-After": {
        "description": "After how many seconds to try again.",
        "required": True,
        "schema": {"type": "string", "pattern": "^[0-9]+$"},
    }
}
HEADERS: Mapping[int, Node] = {
    401: {
        "WWW-Authenticate": {
            "description": "How to sign in.",
            "required": True,
            "schema": {"type": "string"},
        }
    },
    429: _RETRY_AFTER,
    503: _RETRY_AFTER,
}


@dataclass(frozen=True, slots=True)
class ErrorForm:
    """What a body that tells an error is called, where it stands, and what it is made of."""

    component: str
    media_type: str
    schema: Node
    descriptions: Mapping[int, str]

    def response(self, status: int) -> Node:
        return self.explained(status, self.descriptions[status])

    def explained(self, status: int, description: str) -> Node:
        """The response of a status, for a reason of its own."""
        schema = {"$ref": f"#/components/schemas/{self.component}"}
        found: Node = {"description": description, "content": {self.media_type: {"schema": schema}}}
        if status in HEADERS:
            found["headers"] = HEADERS[status]
        return found


def _described(status: int) -> str:
    return "; ".join(
        f"{kind.title} (`{name}`)" for name, kind in KINDS.items() if kind.status == status
    )


PROBLEM = ErrorForm(
    component="Problem",
    media_type=MEDIA_TYPE,
    schema={
        "type": "object",
        "description": "What went wrong, as RFC 9457 has it.",
        "required": ["type", "title", "status", "detail"],
        "properties": {
            "type": {
                "type": "string",
                "format": "uri-reference",
                "enum": [TYPE_BASE + name for name in KINDS],
                "description": "The kind of problem: stable, for programs.",
            },
            "title": {"type": "string", "description": "The kind of problem, for people."},
            "status": {
                "type": "integer",
                "enum": sorted({kind.status for kind in KINDS.values()}),
                "description": "The status of the answer, again.",
            },
            "detail": {"type": "string", "description": "What it is this time."},
            "errors": {
                "type": "array",
                "description": "Each thing that is wrong, where it can be named.",
                "items": {
                    "type": "object",
                    "required": ["field", "code", "reason"],
                    "properties": {
                        "field": {
                            "type": "string",
                            "description": "The field or parameter, such as `lines.2.quantity`; "
                            "empty for the whole.",
                        },
                        "code": {"type": "string", "description": "For programs."},
                        "reason": {"type": "string", "description": "For people."},
                    },
                },
            },
        },
    },
    descriptions={kind.status: _described(kind.status) for kind in KINDS.values()},
)
