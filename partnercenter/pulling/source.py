from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime

from partnercenter.pulling.account import account
from partnercenter.pulling.patience import Wait, patience
from partnercenter.pulling.reached import Reached, reached
from partnercenter.pulling.run import Run
from partnercenter.pulling.service import Service
from partnercenter.source import PartnerCenterSource
from portal.plugins import Pulled, PullError


class PartnerCenterPull:
    """Audit records from Partner Center's API, or from a portal that speaks it.

    `wait` lets seconds pass between two attempts.
    """

    name = PartnerCenterSource.name
    label = PartnerCenterSource.label
    field_names = PartnerCenterSource.field_names

    def __init__(self, wait: Wait = time.sleep) -> None:
        self.wait = wait

    def pull(self, state: str | None, *, first_day: date | None) -> Iterator[Pulled]:
        known = account()
        try:
            where = reached(state, known.url)
        except PullError:
            if first_day is None:
                raise
            where = Reached(known.url)
        service = Service(known, patience(self.wait))
        today = datetime.now(UTC).date()
        return Run(service, where, today=today, first_day=first_day).steps()
