from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from customers.api.operating import SAME, operate
from customers.api.rows import RowView, answer
from portal.api.etags import ensure_unconditional

if TYPE_CHECKING:
    from uuid import UUID

    from rest_framework.response import Response

    from customers.api.operating import Names
    from customers.versions import VersionedModel
    from portal.api.idempotency import Idempotent


def create(
    endpoint: Idempotent,
    view: type[RowView[Any]],
    service: Callable[..., VersionedModel],
    given: UUID | None = None,
    names: Names = SAME,
) -> Response:
    """Call the service, told all but the actor and the ID, that makes a row; answer the row, and
    where `view` shows it. The ID is what was `given`, or belongs to the key of the request: then
    a row that was made, but whose answer got lost, is answered as if it were new."""
    request = endpoint.request
    ensure_unconditional(request)
    named = {view.key: given or endpoint.row_id}
    row = _made_before(endpoint, view) if not given else None
    if row is None:
        made = operate(request, lambda actor: service(actor=actor, **named), names)
        row = view.queryset.all().get(pk=made.pk)
    address = reverse(view.name, kwargs={view.key: row.pk})
    return answer(row, view.serializer_class, 201, {"Location": address})


def _made_before(endpoint: Idempotent, view: type[RowView[Any]]) -> VersionedModel | None:
    if not endpoint.may_be_done:
        return None
    row: VersionedModel | None = view.queryset.filter(pk=endpoint.row_id).first()
    return row
