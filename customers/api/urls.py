from __future__ import annotations

from django.urls import path

from customers.api.customers.activity import CustomerActivity
from customers.api.customers.changing import (
    OneCustomer,
    RemoveRelationship,
    RequestRelationship,
)
from customers.api.customers.views import Customers
from customers.api.movements.views import SubscriptionMovements
from customers.api.orders.placing import CustomerOrders, CustomerTrials
from customers.api.orders.views import OneOrder, Orders
from customers.api.products.views import OneProduct, Products
from customers.api.referrals.views import OneReferral, Referrals
from customers.api.subscriptions.changing import (
    CancelSubscription,
    ConvertTrial,
    ReactivateSubscription,
    SuspendSubscription,
    UpgradeSubscription,
)
from customers.api.subscriptions.licenses import AssignLicenses, RevokeLicenses
from customers.api.subscriptions.views import CustomerSubscriptions, OneSubscription, Subscriptions
from customers.api.users.changing import (
    CustomerUserLicenses,
    OneCustomerUser,
    RestoreCustomerUser,
)
from customers.api.users.views import CustomerUsers, UsersOfCustomer

CUSTOMER = "customers/<uuid:customer_id>/"
urlpatterns = [
    path("customers/", Customers.as_view(), name="api_customers"),
    path(CUSTOMER, OneCustomer.as_view(), name="api_customer"),
    path(
        f"{CUSTOMER}subscriptions/",
        CustomerSubscriptions.as_view(),
        name="api_customer_subscriptions",
    ),
    path(
        f"{CUSTOMER}request-relationship/",
        RequestRelationship.as_view(),
        name="api_customer_request_relationship",
    ),
    path(
        f"{CUSTOMER}remove-relationship/",
        RemoveRelationship.as_view(),
        name="api_customer_remove_relationship",
    ),
    path(f"{CUSTOMER}users/", UsersOfCustomer.as_view(), name="api_users_of_customer"),
    path(f"{CUSTOMER}orders/", CustomerOrders.as_view(), name="api_customer_orders"),
    path(f"{CUSTOMER}trials/", CustomerTrials.as_view(), name="api_customer_trials"),
    path(f"{CUSTOMER}activity/", CustomerActivity.as_view(), name="api_customer_activity"),
    path("subscriptions/", Subscriptions.as_view(), name="api_subscriptions"),
    path(
        "subscriptions/<uuid:subscription_id>/", OneSubscription.as_view(), name="api_subscription"
    ),
    *(
        path(
            f"subscriptions/<uuid:subscription_id>/{route}/",
            view.as_view(),
            name=f"api_subscription_{name}",
        )
        for route, name, view in (
            ("suspend", "suspend", SuspendSubscription),
            ("reactivate", "reactivate", ReactivateSubscription),
            ("cancel", "cancel", CancelSubscription),
            ("upgrade", "upgrade", UpgradeSubscription),
            ("convert-trial", "convert_trial", ConvertTrial),
            ("licenses/assign", "assign_licenses", AssignLicenses),
            ("licenses/revoke", "revoke_licenses", RevokeLicenses),
        )
    ),
    path(
        "subscription-movements/",
        SubscriptionMovements.as_view(),
        name="api_subscription_movements",
    ),
    path("orders/", Orders.as_view(), name="api_orders"),
    path("orders/<uuid:order_id>/", OneOrder.as_view(), name="api_order"),
    path("products/", Products.as_view(), name="api_products"),
    path("products/<uuid:product_id>/", OneProduct.as_view(), name="api_product"),
    path("customer-users/", CustomerUsers.as_view(), name="api_customer_users"),
    path("customer-users/<uuid:user_id>/", OneCustomerUser.as_view(), name="api_customer_user"),
    path(
        "customer-users/<uuid:user_id>/restore/",
        RestoreCustomerUser.as_view(),
        name="api_customer_user_restore",
    ),
    path(
        "customer-users/<uuid:user_id>/licenses/",
        CustomerUserLicenses.as_view(),
        name="api_customer_user_licenses",
    ),
    path("referrals/", Referrals.as_view(), name="api_referrals"),
    path("referrals/<uuid:referral_id>/", OneReferral.as_view(), name="api_referral"),
]
