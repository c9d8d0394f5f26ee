from __future__ import annotations

from typing import TYPE_CHECKING

from activitylog.staff.tokens import record_late_use
from portal.tokens.authentication import BearerAuthentication

if TYPE_CHECKING:
    from rest_framework.request import Request

    from portal.tokens.models import ApiToken


class RecordedBearer(BearerAuthentication):
    """Bearer tokens; that one was tried after its end stands in the log."""

    def refused(self, request: Request, token: ApiToken) -> None:
        record_late_use(token, request)
