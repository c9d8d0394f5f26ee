"""The API described by itself: OpenAPI 3.1, made from the endpoints and kept in `docs/openapi/`."""

from __future__ import annotations
