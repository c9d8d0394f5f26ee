from __future__ import annotations

from typing import ClassVar

from activitylog.filters import ActivityEntryFilter
from portal.filters import MomentRange


class ActivityApiFilter(MomentRange, ActivityEntryFilter):
    """The filters of the activity log, as programs give them."""

    descriptions: ClassVar = MomentRange.descriptions | {
        "customer": "The ID of the affected customer.",
        "customer_name": "A part of the customer's name as recorded, in any case.",
        "action": "The code of an action.",
        "partner_user": (
            "A part of who acted, a person or an application, in any case; in double quotes "
            "the whole name."
        ),
        "status": "A status.",
        "resource_type": "The code of a kind of resource.",
        "resource_id": "The whole ID of the resource.",
        "correlation_id": "The whole ID that entries of one request share.",
        "q": "A part of a customer or of who acted, or the whole of any ID of the entry.",
    }
