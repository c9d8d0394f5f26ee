from __future__ import annotations

from customers.resolver import ImportedCustomers
from portal.plugins import customer_resolvers

customer_resolvers.register(ImportedCustomers())
