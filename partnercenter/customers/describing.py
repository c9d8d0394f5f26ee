"""The parameters of these addresses, for the OpenAPI document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drf_spectacular.utils import OpenApiParameter

from partnercenter.wire.describing import TEXT, query_parameter

if TYPE_CHECKING:
    from partnercenter.wire.schemas import Node

_FLAG: Node = {"enum": ["true", "false"], "default": "false"}


def _in_path(name: str, description: str) -> OpenApiParameter:
    return OpenApiParameter(name, TEXT, OpenApiParameter.PATH, description=description)


CUSTOMER_ID = _in_path("customer_id", "The customer's ID, which is that of its tenant.")
USER_ID = _in_path("user_id", "The user's ID.")
SUBSCRIPTION_ID = _in_path("subscription_id", "The subscription's ID.")
ORDER_ID = _in_path("order_id", "The order's ID.")

OF_ORDER = query_parameter("order_id", "Only those of this order: its ID or its number.")
OF_PARTNER = query_parameter("mpn_id", "Only those ordered with this partner on record.")
OFFSET = query_parameter("offset", "Only 0: links.next leads on.", {"enum": ["0"]})
WITH_PRICES = query_parameter("include_price", "Whether prices are told.", _FLAG)
SYSTEM_PURCHASES = query_parameter(
    "include_system_purchases", "Makes no difference: here people order everything.", _FLAG
)
BILLING = query_parameter(
    "billingType", "Only orders billed like this: monthly, annual, none and so on, or the number."
)
RESELLER = query_parameter("indirectResellerId", "Only orders with this partner on record.")
LICENSE_GROUPS = query_parameter(
    "licenseGroupIds", "Of which groups, with commas between. All licenses here are of group1."
)
USER_SORTING = [
    query_parameter("sortOption.sortField", "What users are sorted by.", {"enum": ["DisplayName"]}),
    query_parameter(
        "sortOption.sortDirection", "Which comes first.", {"enum": ["Ascending", "Descending"]}
    ),
]


def filter_parameter(fields: str, operators: str) -> OpenApiParameter:
    return query_parameter(
        "filter", f"JSON with Field ({fields}), Value and Operator ({operators})."
    )
