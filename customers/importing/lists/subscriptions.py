from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from customers.importing.steps import Impossible, Step, versioned
from customers.services.subscriptions import (
    change_quantity,
    reactivate,
    rename,
    set_auto_renew,
    suspend,
)
from customers.states import Status

if TYPE_CHECKING:
    from customers.resources.reading import Found
    from customers.services import Operation

VALUES: dict[str, Operation[..., Any]] = {
    "name": rename,
    "quantity": change_quantity,
    "auto_renew": set_auto_renew,
}


def subscription_steps(found: Found) -> Iterator[Step]:
    return versioned(found, _changes(found))


def _changes(found: Found) -> Iterator[Step]:
    """What is suspended cannot be changed: reactivated first, suspended last."""
    subscription, key = found.instance, {"subscription_id": found.instance.pk}
    status = subscription.status if "status" in found.before else ""
    if status not in ("", Status.ACTIVE, Status.SUSPENDED):
        raise Impossible("status", _("An import sets this to “active” or “suspended” only."))
    if status == Status.ACTIVE:
        yield Step(reactivate, ("status",), key)
    for name, service in VALUES.items():
        if name in found.before:
            yield Step(service, (name,), key | {name: getattr(subscription, name)})
    if status == Status.SUSPENDED:
        yield Step(suspend, ("status",), key)
