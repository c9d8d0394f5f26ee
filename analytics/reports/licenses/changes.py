from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Sum
from django.db.models.functions import Abs
from django.utils.translation import gettext as _

from analytics.reports.licenses import definitions
from analytics.shapes import Card, Cell, Field
from customers.models import Subscription
from portal.figures import Unit

if TYPE_CHECKING:
    from analytics.scope import Scope

MOST = 10


def largest_changes_card(scope: Scope) -> Card:
    changes = _largest(scope)
    found = Subscription.objects.select_related("customer").in_bulk(changes)
    return Card(
        code="largest_license_changes",
        title=_("Largest changes"),
        definition=definitions.LARGEST_CHANGES,
        note=_("The %(count)d largest in the period") % {"count": MOST},
        fields=[
            Field("subscription", _("Subscription")),
            Field("customer", _("Customer")),
            Field("quantity", _("Seats"), Unit.COUNT),
        ],
        rows=[
            [
                Cell(found[key].name, key=str(key)),
                Cell(found[key].customer.name, key=str(found[key].customer_id)),
                Cell(seats, scope.link_to_movements("quantity", subscription=key)),
            ]
            for key, seats in changes.items()
        ],
        empty=_("No seats were bought or given back in this period."),
    )


def _largest(scope: Scope) -> dict[UUID, int]:
    changes = (
        scope.movements()
        .exclude(quantity=0)
        .order_by()
        .values("subscription")
        .annotate(seats=Sum("quantity"))
        .exclude(seats=0)
        .order_by(Abs("seats").desc(), "subscription")
    )
    return dict(changes.values_list("subscription", "seats")[:MOST])
