"""The compatible API described by itself: what NamingSchema says, with the original's errors."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter

from partnercenter.wire.components import NamingSchema
from partnercenter.wire.pages import TOKEN
from portal.api.schema.errors import ErrorForm

if TYPE_CHECKING:
    from partnercenter.wire.schemas import Node

TEXT: Node = {"type": "string"}

_ENVELOPE: Node = {
    "type": "object",
    "required": ["code", "description", "source"],
    "properties": {
        "code": {"type": "integer", "description": "The original's number of the error."},
        "description": {"type": "string", "minLength": 1, "maxLength": 1024},
        "data": {"type": "array", "items": TEXT, "description": "What it is about."},
        "source": {"const": "PartnerFD"},
    },
}
_GATEWAY: Node = {
    "type": "object",
    "required": ["statusCode", "message"],
    "properties": {"statusCode": {"const": 429}, "message": TEXT},
}


class WireSchema(NamingSchema):
    errors: ClassVar[ErrorForm] = ErrorForm(
        component="Refusal",
        media_type="application/json",
        schema={"anyOf": [_ENVELOPE, _GATEWAY]},
        descriptions={
            400: "Something in the request cannot be read (code 2000)",
            401: "A token is missing (800001), or is none (400)",
            403: "The token or its owner may not do this (900150)",
            404: "There is no such thing (1000)",
            406: "Only JSON can be had here (2000)",
            413: "The body is too large (2000)",
            415: "The body has a Content-Type that is not read here (2000)",
            429: "Too many requests, as the original's gateway says it",
        },
    )

    def get_tags(self) -> list[str]:
        # Two words, which are one in the address.
        return ["Audit records" if tag == "Auditrecords" else tag for tag in super().get_tags()]

    def get_operation_id(self) -> str:
        """What the view is called; what stands at both addresses needs two names."""
        view: Any = self.view
        name = str(view.operation)
        return f"{name}_of_auditactivity" if self.path.startswith("/auditactivity/") else name


def query_parameter(name: str, description: str, schema: Node = TEXT) -> OpenApiParameter:
    return OpenApiParameter(name, schema, OpenApiParameter.QUERY, description=description)


PAGING = [
    query_parameter(
        "size",
        "Items a page; 2000 at most, and fewer where they are large.",
        {"type": "integer", "minimum": 1, "default": 500},
    ),
    query_parameter(
        "seekOperation",
        "Which page is wanted, seen from the one that the token came with.",
        {"enum": ["Next", "Previous", "First", "Last"], "default": "Next"},
    ),
    query_parameter(TOKEN, "The page token, where it is not sent as a header."),
    query_parameter("seek", "The same, in the newer spelling."),
    OpenApiParameter(
        TOKEN, OpenApiTypes.STR, OpenApiParameter.HEADER, description="The page token."
    ),
]
