"""Every service, and what becomes of each kind of call: one table."""

from __future__ import annotations

from tests.customers.operations_table.customers import CUSTOMERS
from tests.customers.operations_table.licenses import LICENSES
from tests.customers.operations_table.moving import MOVES
from tests.customers.operations_table.orders import ORDERS
from tests.customers.operations_table.others import OTHERS
from tests.customers.operations_table.rows import ANY, Call, Refusal, Row
from tests.customers.operations_table.subscriptions import SUBSCRIPTIONS
from tests.customers.operations_table.users import USERS

TABLE: tuple[Row, ...] = (*SUBSCRIPTIONS, *MOVES, *ORDERS, *CUSTOMERS, *USERS, *LICENSES, *OTHERS)

__all__ = ["ANY", "TABLE", "Call", "Refusal", "Row"]
