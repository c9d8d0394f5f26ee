from __future__ import annotations

from decimal import Decimal

_PLACES = Decimal("0.0001")


def share(part: int | Decimal, whole: int | Decimal) -> Decimal | None:
    """What part of a whole this is, to a hundredth of a percent; None of nothing."""
    return (Decimal(part) / Decimal(whole)).quantize(_PLACES) if whole else None
