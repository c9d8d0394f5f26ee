"""What may be done with a user: each raises Broken."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from customers.services.refusals import Broken
from customers.states import UserState
from customers.terms import USER_RESTORABLE_FOR

if TYPE_CHECKING:
    from customers.models import CustomerUser


def ensure_there(user: CustomerUser) -> None:
    if user.state != UserState.ACTIVE:
        raise Broken("", "user_deleted", _("This user is deleted. Restore the user first."))


def ensure_restorable(deleted_at: datetime | None, now: datetime) -> None:
    if deleted_at is None:
        raise Broken("", "not_deleted", _("This user is not deleted."))
    if now - deleted_at > USER_RESTORABLE_FOR:
        raise Broken("", "restore_too_late", _("A user can be restored for 30 days only."))
