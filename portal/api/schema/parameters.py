"""Parameters that many operations have."""

from __future__ import annotations

from drf_spectacular.utils import OpenApiParameter

from portal.api.idempotency import HEADER
from portal.api.pages import CURSOR, DEFAULT_LIMIT, LIMIT, MOST

PAGING = (
    OpenApiParameter(
        LIMIT,
        {"type": "integer", "minimum": 1, "maximum": MOST, "default": DEFAULT_LIMIT},
        description="How many a page has at most. It may have fewer: go on while there is `next`.",
    ),
    OpenApiParameter(CURSOR, str, description="Where to go on: taken from `next` or `previous`."),
)
IDEMPOTENCY_KEY = OpenApiParameter(
    HEADER,
    {"type": "string", "minLength": 1, "maxLength": 255, "pattern": r"^[\x20-\x7e]+$"},
    OpenApiParameter.HEADER,
    description="A new one for each thing that is to be done. For 24 hours the same request with "
    "the same key is not done again, but answered as the first time.",
)
