from __future__ import annotations

import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from portal.plugins import Pulled, PullError

from .source import RestoreLog


class RestoreLogs:
    """Fetches what Acme's servers leave in a folder: a log a day, named 2026-11-20.log."""

    name = RestoreLog.name
    label = RestoreLog.label
    field_names = RestoreLog.field_names

    def pull(self, state: str | None, *, first_day: date | None) -> Iterator[Pulled]:
        folder = Path(os.environ.get("ACME_LOGS") or "no folder")
        if not folder.is_dir():
            raise PullError("ACME_LOGS names no folder with the logs of Acme's servers.")
        last = json.loads(state)["day"] if state else ""
        return steps(folder, first_day.isoformat() if first_day else last)


def steps(folder: Path, since: str) -> Iterator[Pulled]:
    for file in sorted(folder.glob("*.log")):
        # The last one again: it may have grown.
        if file.stem >= since:
            with file.open("rb") as log:
                readings = list(RestoreLog().read(log))
            yield Pulled(readings, state=json.dumps({"day": file.stem}), progress=file.name)
