from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from activitylog.counting.shapes import Tally


def failed_share(tally: Tally) -> Decimal | None:
    """Of all entries; None where there are none."""
    return Decimal(tally.failed) / tally.entries if tally.entries else None
