from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from portal.api.access import Access
from portal.api.schema.documents import PARTNER_CENTER, PORTAL, Document, schema_of
from portal.api.views import PortalAPIView

if TYPE_CHECKING:
    from rest_framework.request import Request


class SchemaView(PortalAPIView):
    """An OpenAPI document, for whoever may sign in."""

    reading = Access(scope="")
    document: ClassVar[Document] = PORTAL

    @extend_schema(operation_id="get_schema", responses={200: OpenApiTypes.OBJECT})
    def get(self, request: Request) -> Response:
        """This document.

        OpenAPI 3.1, as JSON.
        """
        return Response(schema_of(self.document))


class PartnerCenterSchemaView(SchemaView):
    """The other document, under a name of its own."""

    document = PARTNER_CENTER

    @extend_schema(operation_id="get_partner_center_schema", responses={200: OpenApiTypes.OBJECT})
    def get(self, request: Request) -> Response:
        """The document of Partner Center's API, as the portal speaks it.

        OpenAPI 3.1, as JSON.
        """
        return super().get(request)
