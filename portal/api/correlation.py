from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

if TYPE_CHECKING:
    from rest_framework.request import Request

CORRELATION_ID = "X-Correlation-ID"


def correlation_of(request: Request) -> str:
    """What all entries of this request carry: the client's own ID if it is one, else a new one."""
    try:
        return str(UUID(request.headers.get(CORRELATION_ID, "")))
    except ValueError:
        return str(uuid4())
