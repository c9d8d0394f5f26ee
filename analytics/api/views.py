from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from drf_spectacular.utils import extend_schema
from rest_framework.response import Response

from analytics.api.serializers import ReportSerializer
from analytics.api.writing import report_json
from analytics.tabs import TABS, Tab
from portal.api.access import Access
from portal.api.describing import Decorator, filters_of
from portal.api.narrowing import ensure_valid
from portal.api.views import PortalAPIView

if TYPE_CHECKING:
    from rest_framework.request import Request


class ReportView(PortalAPIView):
    """The numbers of one tab. Where the address names no day, the period is open."""

    tab: ClassVar[Tab]

    def report(self, request: Request) -> Response:
        asked = self.tab.filterset_class(request.query_params)
        ensure_valid(asked)
        return Response(report_json(self.tab.report(asked), asked))


def _reading(tab: Tab) -> Access:
    return Access("analytics:read", tab.permissions)


def _described(tab: Tab) -> Decorator[Any]:
    return extend_schema(
        operation_id=f"get_{tab.code}_report",
        parameters=list(filters_of(tab.filterset_class)),
        responses={200: ReportSerializer},
    )


class SubscriptionsReport(ReportView):
    tab = TABS["subscriptions"]
    reading = _reading(tab)

    @_described(tab)
    def get(self, request: Request) -> Response:
        """Get the numbers of subscriptions: sold, renewed and lost, what there is, what may be
        lost next."""
        return self.report(request)


class LicensesReport(ReportView):
    tab = TABS["licenses"]
    reading = _reading(tab)

    @_described(tab)
    def get(self, request: Request) -> Response:
        """Get the numbers of licenses: sold, assigned and left unassigned."""
        return self.report(request)


class RevenueReport(ReportView):
    tab = TABS["revenue"]
    reading = _reading(tab)

    @_described(tab)
    def get(self, request: Request) -> Response:
        """Get the numbers of revenue, at list prices before tax, in one currency.

        Without `currency` in that of most active subscriptions.
        """
        return self.report(request)


class ActivityReport(ReportView):
    tab = TABS["activity"]
    reading = _reading(tab)

    @_described(tab)
    def get(self, request: Request) -> Response:
        """Get the numbers of the activity log: who did what how often, and what is unusual.

        They are of the entries recorded before `as_of`.
        """
        return self.report(request)
