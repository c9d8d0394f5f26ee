"""One row: answered with its version, so that a change can be meant for what was read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from rest_framework.response import Response

from customers.api.operating import SAME, STALE, operate
from customers.versions import VersionedModel
from portal.api.bodies import Nothing, read_body
from portal.api.etags import etag_of, if_match
from portal.api.idempotency import Idempotent
from portal.api.narrowing import ensure_known
from portal.api.problems import FieldError, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from django.db.models import QuerySet
    from rest_framework.request import Request

    from customers.api.operating import Names
    from customers.api.parts import Part, Values
    from customers.services import Actor
    from portal.api.bodies import Body
    from portal.api.outputs import RowSerializer

M = TypeVar("M", bound=VersionedModel)
Call = partial[Any]


def answer(
    row: VersionedModel,
    serializer_class: type[RowSerializer],
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Response:
    known = {"ETag": etag_of(row.version), **(headers or {})}
    return Response(serializer_class(row).data, status, headers=known)


class RowView(Idempotent, Generic[M]):
    """One row, and what can be done with it."""

    queryset: ClassVar[QuerySet[Any]]
    """Where it is found, with what its JSON needs joined to it."""
    serializer_class: ClassVar[type[RowSerializer]]
    name: ClassVar[str]
    """Of the address where it is shown."""
    key: ClassVar[str]
    """What services and addresses call its ID, such as "subscription_id"."""

    @property
    def pk(self) -> UUID:
        key: UUID = self.kwargs[self.key]
        return key

    def find(self) -> M:
        """Raise the model's DoesNotExist."""
        row: M = self.queryset.all().get(pk=self.pk)
        return row

    def show(self, request: Request) -> Response:
        ensure_known(request.query_params)
        return answer(self.find(), self.serializer_class)

    def act(self, request: Request, part: Part, values: Values | None = None) -> Response:
        """Call one service with what the body says, and answer what the row is then. Without
        `values` there is nothing to say."""
        said = read_body(request, Nothing) if values is None else values
        return self._change(request, [self._call(part, said)], part.names)

    def patch_row(self, request: Request, parts: Sequence[Part], body: type[Body]) -> Response:
        """Call each service that a field of the body is for: all of them or, in effect, none."""
        values = read_body(request, body, partial=True)
        calls = [self._call(part, values) for part in parts if part.is_asked(values)]
        names = {name: field for part in parts for name, field in part.names.items()}
        return self._change(request, calls, names)

    def _call(self, part: Part, values: Values) -> Call:
        return partial(part.operation, **{self.key: self.pk}, **part.arguments(values))

    def _change(self, request: Request, calls: Sequence[Call], names: Names = SAME) -> Response:
        version = if_match(request)

        def change(actor: Actor) -> None:
            held: dict[str, Any] = {"version": version}
            for call in calls:
                call(actor=actor, **held)
                # The others follow in the same transaction, in which nobody else can change it.
                held = {}

        operate(request, change, names)
        row = self.find()
        if not calls and version not in (None, row.version):
            reason = "Someone else has changed this in the meantime. Look at it again."
            raise Problem("changed-meanwhile", reason, [FieldError("", reason, STALE)])
        return answer(row, self.serializer_class)
