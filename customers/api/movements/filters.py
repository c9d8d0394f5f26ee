from __future__ import annotations

from typing import ClassVar

from customers.filters import MovementFilter
from portal.filters import MomentRange


class MovementApiFilter(MomentRange, MovementFilter):
    """The filters of movements, as programs give them."""

    descriptions: ClassVar = {**MovementFilter.descriptions, **MomentRange.descriptions}
