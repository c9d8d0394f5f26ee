from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Sum
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from analytics.shapes import Card, Cell, Field, Report
from customers.states import Status
from portal.figures import Figure, Unit

if TYPE_CHECKING:
    from analytics.scope import Scope


def subscriptions_report(scope: Scope) -> Report:
    """Where subscriptions stand."""
    active = scope.subscriptions().filter(status=Status.ACTIVE)
    by_family = (
        active.values("product__family")
        .annotate(count=Count("pk"), seats=Sum("quantity"))
        .order_by("-count", "product__family")
    )
    return Report(
        code="subscriptions",
        as_of=timezone.now(),
        figures=[
            Figure(
                code="active_subscriptions",
                label=_("Active subscriptions"),
                value=active.count(),
                link=scope.link_to_subscriptions(status=Status.ACTIVE),
                definition=_("Subscriptions that are active now, trials included."),
            )
        ],
        cards=[
            Card(
                code="by_family",
                title=_("By product family"),
                fields=[
                    Field("family", _("Family")),
                    Field("subscriptions", _("Subscriptions"), Unit.COUNT),
                    Field("quantity", _("Seats"), Unit.COUNT),
                ],
                rows=[
                    [
                        Cell(row["product__family"]),
                        Cell(
                            row["count"],
                            scope.link_to_subscriptions(
                                status=Status.ACTIVE, family=row["product__family"]
                            ),
                        ),
                        Cell(row["seats"]),
                    ]
                    for row in by_family
                ],
                definition=_("Subscriptions that are active now, trials included."),
                is_ranking=True,
            )
        ],
    )
