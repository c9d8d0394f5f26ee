from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from portal.filters.filters import DayOrMomentFilter
from portal.filters.filterset import StrictFilterSet


class MomentRange(StrictFilterSet):
    """For programs From and To may be moments too. `since` and `until` are the list's own."""

    descriptions: ClassVar = {
        "date_from": "The first day, in the time zone of the token's owner; or the first moment, "
        "to the microsecond. Without it from the first one on.",
        "date_to": "The last day, in the time zone of the token's owner; or the last moment. Both "
        "ends are included. Without it up to the last one.",
    }

    date_from = DayOrMomentFilter(label=_("From"), method="since", begins=True)
    date_to = DayOrMomentFilter(label=_("To"), method="until", begins=False)
