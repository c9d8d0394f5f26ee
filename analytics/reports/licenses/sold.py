"""Seats bought and given back."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from analytics.reports.ledger import Ledger
    from analytics.scope import Scope
    from portal.figures import Link


def licenses_sold(flows: Ledger, scope: Scope) -> int:
    return flows.count("bought", (scope.start, scope.end))


def link_to_sold(scope: Scope) -> Link:
    return scope.link_to_movements("quantity", seats="more")


def link_to_returned(scope: Scope) -> Link:
    return scope.link_to_movements("quantity", seats="less")
