"""What the customers' rooms add to the portal: who is in them, and what happens there."""

from __future__ import annotations

from customers.action_types import ACTION_TYPES, RESOURCE_TYPES
from customers.overview import SubscriptionsOverview
from customers.resolver import ImportedCustomers
from portal.plugins import action_types, customer_resolvers, overview_parts, resource_types

customer_resolvers.register(ImportedCustomers())
overview_parts.register(SubscriptionsOverview())
for action_type in ACTION_TYPES:
    action_types.register(action_type)
for resource_type in RESOURCE_TYPES:
    resource_types.register(resource_type)
