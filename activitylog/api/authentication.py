from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from activitylog.staff.tokens import record_late_use
from portal.tokens.authentication import BearerAuthentication
from portal.tokens.last_use import is_first_refusal

if TYPE_CHECKING:
    from rest_framework.request import Request

    from portal.tokens.models import ApiToken


class RecordedBearer(BearerAuthentication):
    """Bearer tokens; that one was tried after its end stands in the log, once an hour."""

    def refused(self, request: Request, token: ApiToken) -> None:
        if is_first_refusal(token, timezone.now()):
            record_late_use(token, request)
