"""Parameters that many operations have."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiParameter

from portal.api.pages import CURSOR, DEFAULT_LIMIT, LIMIT, MOST

PAGING = (
    OpenApiParameter(
        LIMIT,
        {"type": "integer", "minimum": 1, "maximum": MOST, "default": DEFAULT_LIMIT},
        description="How many a page has at most.",
    ),
    OpenApiParameter(CURSOR, str, description="Where to go on: taken from `next` or `previous`."),
)
