"""How the addresses look in the OpenAPI document."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from msgspec import Struct

from partnercenter.signing_in.answers import ErrorBody, TokenRequest
from partnercenter.wire.components import NamingSchema
from partnercenter.wire.schemas import definitions_of, schema_of
from portal.api.schema.errors import ErrorForm

if TYPE_CHECKING:
    from collections.abc import Callable

TENANT = OpenApiParameter(
    "tenant",
    OpenApiTypes.STR,
    OpenApiParameter.PATH,
    description="The tenant of the partner, by ID or domain. Any will do.",
)
ERROR = ErrorForm(
    component="OAuthError",
    media_type="application/json",
    schema=definitions_of(ErrorBody)["ErrorBody"],
    descriptions={
        HTTPStatus.BAD_REQUEST: "The request cannot be read (`invalid_request`), or asks for"
        " another grant (`unsupported_grant_type`)",
        HTTPStatus.UNAUTHORIZED: "There is no such client, or it is no longer good"
        " (`invalid_client`)",
        HTTPStatus.NOT_ACCEPTABLE: "Only JSON can be had here (`invalid_request`)",
        HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "The body is too large (`invalid_request`)",
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE: "The body is compressed (`invalid_request`)",
        HTTPStatus.TOO_MANY_REQUESTS: "Too many attempts have failed (`temporarily_unavailable`)",
    },
)


class TokenSchema(NamingSchema):
    errors = ERROR

    def get_tags(self) -> list[str]:
        return ["Signing in"]

    def _usual_errors(self) -> tuple[int, ...]:
        return tuple(self.errors.descriptions)


def token_operation(operation_id: str, answer: type[Struct]) -> Callable[[Any], Any]:
    return extend_schema(
        operation_id=operation_id,
        parameters=[TENANT],
        request={"application/x-www-form-urlencoded": schema_of(TokenRequest)},
        responses={200: schema_of(answer)},
    )
