from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from customers.importing.steps import Impossible, Step, changed, versioned
from customers.services.users import (
    USER_FIELDS,
    change_user_principal_name,
    create_user,
    delete_user,
    restore_user,
    update_user,
)
from customers.states import UserState

if TYPE_CHECKING:
    from customers.resources.reading import Found


def user_steps(found: Found) -> Iterator[Step]:
    if found.is_new:
        return _new(found)
    return versioned(found, _changes(found))


def _new(found: Found) -> Iterator[Step]:
    user = found.instance
    if user.state != UserState.ACTIVE:
        raise Impossible("state", _("A new user begins as “active”."))
    known = {"customer_id": user.customer_id, "user_principal_name": user.user_principal_name}
    columns = ("customer", "user_principal_name", *USER_FIELDS)
    yield Step(create_user, columns, known | {"values": changed(found, USER_FIELDS)})


def _changes(found: Found) -> Iterator[Step]:
    """Who is deleted cannot be changed: restored first, deleted last."""
    user, key = found.instance, {"user_id": found.instance.pk}
    if "state" in found.before and user.state == UserState.ACTIVE:
        yield Step(restore_user, ("state",), key)
    if "user_principal_name" in found.before:
        name = {"user_principal_name": user.user_principal_name}
        yield Step(change_user_principal_name, ("user_principal_name",), key | name)
    if changes := changed(found, USER_FIELDS):
        yield Step(update_user, tuple(changes), {**key, "changes": changes})
    if "state" in found.before and user.state == UserState.INACTIVE:
        yield Step(delete_user, ("state",), key)
