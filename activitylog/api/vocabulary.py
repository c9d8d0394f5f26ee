from __future__ import annotations

from typing import TYPE_CHECKING

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from activitylog.actions import resource_label
from activitylog.api.describing import ActionTypeSerializer
from activitylog.api.entries import READING
from portal.api.describing import page_of
from portal.api.narrowing import ensure_known
from portal.api.views import PortalAPIView
from portal.plugins import action_types

if TYPE_CHECKING:
    from rest_framework.request import Request


class ActionTypes(PortalAPIView):
    """What actions are called."""

    reading = READING

    @extend_schema(operation_id="list_action_types", responses=page_of(ActionTypeSerializer))
    def get(self, request: Request) -> Response:
        """List the actions that have a name, all of them at once, in order of their codes.

        Entries may hold others too: sources and plugins bring their own, and none is refused.
        """
        ensure_known(request.query_params)
        found = [
            {
                "code": action.code,
                "label": str(action.label),
                "phrase": str(action.phrase),
                "resource_type": action.resource_type,
                "resource_label": resource_label(action.resource_type),
            }
            for action in sorted(action_types, key=lambda action: action.code)
        ]
        return Response({"next": None, "previous": None, "results": found})
