"""What every operation of a schema has: who may, and how it is told that something is wrong."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any, ClassVar

from django.conf import settings
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.plumbing import ResolvedComponent
from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import SAFE_METHODS

from portal.api.bodies import Body
from portal.api.schema.errors import (
    ALWAYS,
    OF_A_BODY,
    OF_A_CHANGE,
    OF_A_PATH,
    OF_ANYONE,
    PROBLEM,
    ErrorForm,
    Node,
)
from portal.tokens.authentication import BearerAuthentication

if TYPE_CHECKING:
    from portal.api.access import Access

TOKEN, SESSION = "token", "session"
SECURITY: dict[str, Node] = {
    TOKEN: {
        "type": "http",
        "scheme": "bearer",
        "description": "An API token. It acts as its owner, and only within its scopes.",
    },
    SESSION: {
        "type": "apiKey",
        "in": "cookie",
        "name": settings.SESSION_COOKIE_NAME,
        "description": "The session of a browser, for pages of the portal.",
    },
}


class PortalSchema(AutoSchema):
    """The schema of an endpoint. Its docstring is the summary and the description.

    What any endpoint may answer when something is wrong is added; an endpoint declares what it
    answers besides, such as `responses={200: …, 409: None}`, or with words of its own
    `409: OpenApiResponse(description="…")`.
    """

    errors: ClassVar[ErrorForm] = PROBLEM

    def get_summary(self) -> str | None:
        return self._paragraphs()[0] or None

    # The library takes no arguments here, and DRF two.
    def get_description(self) -> str:  # type: ignore[override]
        return self._paragraphs()[1]

    def _paragraphs(self) -> tuple[str, str]:
        """The first paragraph of what is said of the endpoint, and the others."""
        action: Any = getattr(self.view, self.method.lower(), None)
        text = inspect.cleandoc(getattr(action, "__doc__", "") or type(self.view).__doc__ or "")
        summary, _between, others = text.partition("\n\n")
        return " ".join(summary.split()), others

    def get_tags(self) -> list[str]:
        return [word.replace("-", " ").capitalize() for word in super().get_tags()]

    def get_auth(self) -> list[dict[str, list[str]]]:
        """How to sign in, and with which scope."""
        access = self._access()
        scopes = [access.scope] if access and access.scope else []
        found: list[dict[str, list[str]]] = []
        for authenticator in self.view.get_authenticators():
            if isinstance(authenticator, BearerAuthentication):
                found.append({TOKEN: scopes})
            elif isinstance(authenticator, SessionAuthentication):
                found.append({SESSION: []})
        for name in {name for requirement in found for name in requirement}:
            self._register(ResolvedComponent.SECURITY_SCHEMA, name, SECURITY[name])
        return found

    def get_extensions(self) -> Node:
        access = self._access()
        return {"x-permissions": list(access.permissions)} if access and access.permissions else {}

    def _map_basic_serializer(self, serializer: Any, direction: Any) -> Node:
        found: Node = super()._map_basic_serializer(serializer, direction)  # type: ignore[no-untyped-call]
        # Other names are refused.
        return found | {"additionalProperties": False} if isinstance(serializer, Body) else found

    def _resolve_path_parameters(self, variables: list[str]) -> list[Node]:
        found: list[Node] = super()._resolve_path_parameters(variables)  # type: ignore[no-untyped-call]
        for parameter in found:
            thing = parameter["name"].removesuffix("_id").replace("_", " ")
            parameter.setdefault("description", f"The ID of the {thing}.")
        return found

    def _access(self) -> Access | None:
        name = "reading" if self.method in SAFE_METHODS else "writing"
        access: Access | None = getattr(self.view, name, None)
        return access

    def _get_response_bodies(self, direction: Any = "response") -> Node:
        declared: dict[str, Node] = super()._get_response_bodies(direction)
        self._register(ResolvedComponent.SCHEMA, self.errors.component, self.errors.schema)
        found = {status: body for status, body in declared.items() if int(status) < 400}
        for status in sorted({int(code) for code in declared} | set(self._usual_errors())):
            if status >= 400:
                found[str(status)] = self._error(status, declared.get(str(status), {}))
        return found

    def _usual_errors(self) -> tuple[int, ...]:
        found: tuple[int, ...] = ALWAYS if self.view.get_authenticators() else OF_ANYONE
        if "{" in self.path:
            found += OF_A_PATH
        if self.method in ("POST", "PUT", "PATCH"):
            found += OF_A_BODY
        if self.method not in SAFE_METHODS:
            found += OF_A_CHANGE
        return found

    def _error(self, status: int, declared: Node) -> Node:
        """A reference to the response that all share, or one in words of its own."""
        description = str(declared.get("description", ""))
        if description and description != "No response body":
            return self.errors.explained(status, description)
        name = f"{self.errors.component}{status}"
        response = self.errors.response(status)
        return self._register(ResolvedComponent.RESPONSE, name, response)

    def _register(self, kind: str, name: str, node: Node) -> Node:
        component = ResolvedComponent(name=name, type=kind, schema=node, object=name)
        self.registry.register_on_missing(component)
        return dict(component.ref)
