"""The people at a customer who have an account there."""

from __future__ import annotations

from customers.services.users.creating import USER_FIELDS, create_user
from customers.services.users.deleting import delete_user, restore_user
from customers.services.users.editing import change_user_principal_name, update_user

__all__ = [
    "USER_FIELDS",
    "change_user_principal_name",
    "create_user",
    "delete_user",
    "restore_user",
    "update_user",
]
