from __future__ import annotations

from typing import TYPE_CHECKING

from analytics.reports.shares import share

if TYPE_CHECKING:
    from decimal import Decimal

    from activitylog.counting.shapes import Tally


def failed_share(tally: Tally) -> Decimal | None:
    """Of all entries; None where there are none."""
    return share(tally.failed, tally.entries)
