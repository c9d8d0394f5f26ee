"""Licenses sold: what counts as such, and where its rows are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from analytics.scope import Scope
    from portal.figures import Link

LICENSES_SOLD = _(
    "Seats of subscriptions created in the period, seats added in it, and what trials grew by when "
    "they were converted in it. Seats given back are not deducted."
)


def link_to_sold(scope: Scope, **narrowed: object) -> Link:
    return scope.link_to_movements("quantity", seats="more", **narrowed)


def link_to_returned(scope: Scope) -> Link:
    return scope.link_to_movements("quantity", seats="less")
