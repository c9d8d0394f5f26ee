from __future__ import annotations

from typing import Any

from drf_spectacular.plumbing import ResolvedComponent

from partnercenter.wire.schemas import DEFINITIONS
from portal.api.schema.operations import PortalSchema


class NamingSchema(PortalSchema):
    """What a schema brings along under a name becomes a component of the document."""

    def get_operation(self, *args: Any) -> Any:
        return self._lifted(super().get_operation(*args))

    def _lifted(self, node: Any) -> Any:
        if isinstance(node, list):
            return [self._lifted(item) for item in node]
        if not isinstance(node, dict):
            return node
        for name, definition in node.get(DEFINITIONS, {}).items():
            self._register(ResolvedComponent.SCHEMA, name, definition)
        return {name: self._lifted(part) for name, part in node.items() if name != DEFINITIONS}
