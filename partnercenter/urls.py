"""The addresses of the compatible API, in their one spelling: see partnercenter.wire.paths."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path, re_path

from partnercenter.auditrecords.views import AuditRecordDetail, AuditRecordsList
from partnercenter.customers import customers, licenses, orders, subscriptions, users
from partnercenter.signing_in.views import TokenViewV1, TokenViewV2
from partnercenter.wire.views import UnknownView

_REST = r"^(?P<rest>(?s:.*))$"

of_customer = [
    path(
        "profiles/company",
        customers.CompanyProfile.as_view(),
        name="partnercenter_company_profile",
    ),
    path(
        "profiles/billing",
        customers.BillingProfile.as_view(),
        name="partnercenter_billing_profile",
    ),
    path(
        "subscriptions",
        subscriptions.SubscriptionList.as_view(),
        name="partnercenter_subscriptions",
    ),
    path(
        "subscriptions/<str:subscription_id>",
        subscriptions.SubscriptionDetail.as_view(),
        name="partnercenter_subscription",
    ),
    path(
        "subscribedskus", licenses.SubscribedSkuList.as_view(), name="partnercenter_subscribedskus"
    ),
    path("users", users.UserList.as_view(), name="partnercenter_users"),
    path("users/<str:user_id>", users.UserDetail.as_view(), name="partnercenter_user"),
    path(
        "users/<str:user_id>/licenses",
        users.UserLicenses.as_view(),
        name="partnercenter_user_licenses",
    ),
    path("orders", orders.OrderList.as_view(), name="partnercenter_orders"),
    path("orders/<str:order_id>", orders.OrderDetail.as_view(), name="partnercenter_order"),
]
v1: list[URLPattern | URLResolver] = [
    path("customers", customers.CustomerList.as_view(), name="partnercenter_customers"),
    path(
        "customers/<str:customer_id>",
        customers.CustomerDetail.as_view(),
        name="partnercenter_customer",
    ),
    path("customers/<str:customer_id>/", include(of_customer)),
    path("auditrecords", AuditRecordsList.as_view(), name="partnercenter_auditrecords"),
    path(
        "auditrecords/<str:record_id>",
        AuditRecordDetail.as_view(),
        name="partnercenter_auditrecord",
    ),
    re_path(_REST, UnknownView.as_view(), name="partnercenter_nothing"),
]
# Where the original's newer reference has the same records.
auditactivity = [
    path(
        "auditrecords",
        AuditRecordsList.as_view(),
        name="partnercenter_auditactivity_auditrecords",
    ),
    path(
        "auditrecords/<str:record_id>",
        AuditRecordDetail.as_view(),
        name="partnercenter_auditactivity_auditrecord",
    ),
    re_path(_REST, UnknownView.as_view(), name="partnercenter_auditactivity_nothing"),
]
# Where Microsoft's sign-in service has them, below the tenant of the partner.
signing_in = [
    path("token", TokenViewV1.as_view(), name="partnercenter_token_v1"),
    path("v2.0/token", TokenViewV2.as_view(), name="partnercenter_token_v2"),
]
urlpatterns = [
    path("<str:tenant>/oauth2/", include(signing_in)),
    path("v1/", include(v1)),
    path("auditactivity/v1/", include(auditactivity)),
]
