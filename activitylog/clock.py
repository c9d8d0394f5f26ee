"""The database's clock: one clock for all servers that write, and for those who follow the log."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from django.db import connection

from activitylog.keys import EARLIEST

# Held by every transaction that records, from before it reads the clock until it has ended.
# Nobody waits for it: it only shows who is about to commit.
LOCK = (0x41435449, 0x56495459)

_TABLE = "activitylog_activityentry"
_TICK = timedelta(microseconds=1)

_NOW = {
    "sqlite": "SELECT strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now')",
    "postgresql": "SELECT clock_timestamp()",
}
_RECORDING = {
    "sqlite": (
        "SELECT strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now'), "
        f"(SELECT max(recorded_at) FROM {_TABLE})"
    ),
    # Materialized, so that the lock is there before the clock is read.
    "postgresql": (
        f"WITH lock AS MATERIALIZED (SELECT pg_advisory_xact_lock_shared({LOCK[0]}, {LOCK[1]})) "
        "SELECT clock_timestamp(), NULL FROM lock"
    ),
}
_SETTLED = {
    "sqlite": f"SELECT max(recorded_at) FROM {_TABLE}",
    # statement_timestamp() is older than all that the statement looks at. Whose transaction has no
    # beginning any more has ended it since the locks were looked at. Of whom no state is shown,
    # such as another user's session, or a prepared transaction, any time is possible.
    "postgresql": (
        "SELECT least(statement_timestamp(), min(CASE "
        "WHEN xact_start IS NOT NULL THEN xact_start "
        "WHEN pg_locks.pid IS NULL OR coalesce(state, 'disabled') = 'disabled' "
        "AND pg_stat_activity.pid IS NOT NULL THEN to_timestamp(0) END)) "
        "FROM pg_locks LEFT JOIN pg_stat_activity ON pg_stat_activity.pid = pg_locks.pid "
        "WHERE locktype = 'advisory' AND objsubid = 2 "
        f"AND classid = {LOCK[0]} AND objid = {LOCK[1]} "
        "AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) "
        "AND pg_locks.pid IS DISTINCT FROM pg_backend_pid()"
    ),
}


class Recording(NamedTuple):
    """What the clock says, and the moment under which entries are recorded."""

    now: datetime
    recorded_at: datetime


def database_now() -> datetime:
    return _moment(_row(_NOW)[0])


def recording() -> Recording:
    """The moment for `recorded_at`; only inside the transaction that writes the entries.

    It holds back everyone who follows the log from what is later, until the transaction has
    ended. SQLite's clock counts milliseconds and any clock may be set back, but there one writer
    follows the other: it records later than everything before it, if only by a microsecond.
    """
    clock, newest = _row(_RECORDING)
    now = _moment(clock)
    return Recording(now, max(now, _moment(newest) + _TICK) if newest else now)


def settled_before() -> datetime:
    """The moment before which nothing more can be recorded: what is there, is all there will be.

    Only in autocommit, and the entries are to be read in a later statement, which sees what was
    committed meanwhile: within one transaction PostgreSQL shows who else is at work as it was
    when first asked. The entries of the own transaction count as settled.
    """
    (settled,) = _row(_SETTLED)
    if connection.vendor == "sqlite":
        # Whoever writes next, or is writing now, is later than what is there.
        return _moment(settled) + _TICK if settled else EARLIEST
    return _moment(settled)


def _row(statements: dict[str, str]) -> tuple[datetime | str, ...]:
    with connection.cursor() as cursor:
        cursor.execute(statements[connection.vendor])
        row: tuple[datetime | str, ...] = cursor.fetchone()
    return row


def _moment(value: datetime | str) -> datetime:
    """SQLite gives text, and stores moments without their zone, which is UTC."""
    if isinstance(value, datetime):
        return value
    moment = datetime.fromisoformat(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
