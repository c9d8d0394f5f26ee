"""What the service holds, how it is to fail, and what it was asked."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs

Record = dict[str, Any]


@dataclass
class Holding:
    """Set from outside, before a pull and during it."""

    records: list[Record] = field(default_factory=list)
    size: int = 500
    # One for each request in turn, "" for none; the last forms of links go on for ever.
    faults: list[str] = field(default_factory=list)
    sign_in_faults: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=lambda: ["plain"])
    always: str = ""
    always_sign_in: str = ""
    # So many days back it serves; None for all.
    days_kept: int | None = None
    # Seconds; None says nothing of it.
    lifetime: Any = "3600"

    # What was seen.
    asked: list[dict[str, Any]] = field(default_factory=list)
    sign_ins: list[dict[str, list[str]]] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def next_fault(self) -> str:
        return self.faults.pop(0) if self.faults else self.always

    def next_sign_in_fault(self) -> str:
        return self.sign_in_faults.pop(0) if self.sign_in_faults else self.always_sign_in

    def next_link(self) -> str:
        return self.links.pop(0) if len(self.links) > 1 else self.links[0]


class BadRequest(Exception):
    pass


def page_of(holding: Holding, query: str, token: str) -> tuple[list[Record], str]:
    """The records of a page, newest first, and the token of the next one."""
    given = {name.lower(): values[0] for name, values in parse_qs(query).items()}
    token = token or given.get("ms-continuationtoken", "") or given.get("seek", "")
    start, end, after = decoded(token) if token else (*span(holding, given), "")
    found = [r for r in holding.records if start <= str(r.get("operationDate"))[:10] <= end]
    found.sort(key=place, reverse=True)
    left = [record for record in found if not after or place(record) < after]
    page = left[: min(holding.size, int(given.get("size", "500")))]
    more = len(left) > len(page)
    return page, encoded(start, end, place(page[-1])) if more else ""


def span(holding: Holding, given: dict[str, str]) -> tuple[str, str]:
    """As documented: whole days, at most 30, no further back than 90."""
    if "startdate" not in given or "enddate" not in given:
        holding.wrong.append("a window without both its ends")
    start, end = date.fromisoformat(given["startdate"]), date.fromisoformat(given["enddate"])
    if end < start or end - start >= timedelta(days=30):
        holding.wrong.append(f"{start} to {end} is no window of 30 days")
    today = datetime.now(UTC).date()
    if holding.days_kept is not None and today - start > timedelta(days=holding.days_kept):
        raise BadRequest(f"startDate is more than {holding.days_kept} days ago")
    return str(start), str(end)


def place(record: Record) -> str:
    return f"{record.get('operationDate')}|{record.get('id')}"


def encoded(*parts: str) -> str:
    return base64.b64encode("\n".join(parts).encode()).decode()


def decoded(token: str) -> tuple[str, str, str]:
    try:
        start, end, after = base64.b64decode(token.lstrip("~"), validate=True).decode().split("\n")
    except (ValueError, binascii.Error) as error:
        raise BadRequest("the continuation token is none of ours") from error
    return start, end, after


def restarted(token: str) -> str:
    return encoded(*decoded(token)[:2], "")
