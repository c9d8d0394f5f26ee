from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from customers.api.operating import SAME, operate
from customers.api.rows import RowView, answer
from portal.api.etags import ensure_unconditional

if TYPE_CHECKING:
    from rest_framework.request import Request
    from rest_framework.response import Response

    from customers.api.operating import Names
    from customers.versions import VersionedModel


def create(
    request: Request,
    view: type[RowView[Any]],
    service: Callable[..., VersionedModel],
    names: Names = SAME,
) -> Response:
    """Call the service, told all but the actor, that makes a row; answer the row, and where
    `view` shows it."""
    ensure_unconditional(request)
    made = operate(request, lambda actor: service(actor=actor), names)
    row = view.queryset.all().get(pk=made.pk)
    address = reverse(view.name, kwargs={view.key: row.pk})
    return answer(row, view.serializer_class, 201, {"Location": address})
