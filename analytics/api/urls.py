from __future__ import annotations

from django.urls import path

from analytics.api.views import (
    ActivityReport,
    LicensesReport,
    RevenueReport,
    SubscriptionsReport,
)

urlpatterns = [
    path(
        "analytics/subscriptions/",
        SubscriptionsReport.as_view(),
        name="api_analytics_subscriptions",
    ),
    path("analytics/licenses/", LicensesReport.as_view(), name="api_analytics_licenses"),
    path("analytics/revenue/", RevenueReport.as_view(), name="api_analytics_revenue"),
    path("analytics/activity/", ActivityReport.as_view(), name="api_analytics_activity"),
]
