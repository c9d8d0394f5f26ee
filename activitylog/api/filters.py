from __future__ import annotations

from activitylog.filters import ActivityEntryFilter
from portal.filters import DayOrMomentFilter


class ActivityApiFilter(ActivityEntryFilter):
    """The filters of the activity log; for programs, From and To may be moments too."""

    date_from = DayOrMomentFilter(method="since", begins=True)
    date_to = DayOrMomentFilter(method="until", begins=False)
