from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Generic, TypeVar

from django.db.models import Model, QuerySet
from rest_framework.response import Response

from portal.api.narrowing import matching
from portal.api.pages import PAGE_NAMES, around
from portal.api.places import place_of, read
from portal.api.views import PortalAPIView

if TYPE_CHECKING:
    from rest_framework.request import Request

    from portal.api.outputs import RowSerializer
    from portal.filters import StrictFilterSet

M = TypeVar("M", bound=Model)


class ListView(PortalAPIView, Generic[M]):
    """Rows, narrowed by a FilterSet, in the order of `keyset`: it ends with the key and runs in
    one direction."""

    filterset_class: ClassVar[type[StrictFilterSet]]
    keyset: ClassVar[Sequence[str]]
    serializer_class: ClassVar[type[RowSerializer]]
    queryset: ClassVar[QuerySet[Any]]
    """With what their JSON needs joined to them."""

    def rows(self) -> QuerySet[M]:
        """All that can be read at this address."""
        rows: QuerySet[M] = self.queryset.all()
        return rows

    def page(self, request: Request) -> Response:
        """The page that the address asks for. Raise Problem."""
        found = matching(self.filterset_class, request, self.rows(), PAGE_NAMES)
        page = read(found, self.keyset, request.query_params)
        results = self.serializer_class(page.rows, many=True).data
        links: dict[str, Any] = dict(around(request, page, lambda row: place_of(row, self.keyset)))
        return Response(links | {"results": results})
