"""What is counted: for each table of counts, the statement that counts it from entries."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import connection, models

from activitylog.counting.units import (
    DAY,
    QUARTER,
    QUARTERS_OF_A_DAY,
    QUARTERS_OF_AN_HOUR,
    SPAN,
    Unit,
)
from activitylog.models import (
    ActivityEntry,
    CountedAction,
    CountedActor,
    CountedActorDay,
    CountedCustomer,
    CountedCustomerSpan,
    CountedName,
    CountedPair,
    CountedQuarter,
)

ENTRIES = ActivityEntry._meta.db_table
NAMES = CountedName._meta.db_table

# Of SQLite's text the seconds alone: it would round what follows them, up to the next second.
_EPOCH = {
    "sqlite": "CAST(strftime('%%s', substr(e.occurred_at, 1, 19)) AS integer)",
    "postgresql": "CAST(floor(extract(epoch FROM e.occurred_at)) AS bigint)",
}
_ACTOR_KIND = (
    "CASE WHEN e.partner_user = '' AND e.application <> '' "
    f"THEN '{CountedName.Kind.APPLICATION}' ELSE '{CountedName.Kind.PARTNER_USER}' END"
)
_ACTOR_TEXT = "CASE WHEN e.partner_user = '' THEN e.application ELSE e.partner_user END"
_ACTOR = (_ACTOR_KIND, _ACTOR_TEXT)
_ACTION = (f"'{CountedName.Kind.ACTION}'", "e.action")
NAMED = (_ACTOR, _ACTION)
"""Kind and text of all that an entry is counted under."""


def epoch() -> str:
    """Of an entry `e`, the whole seconds from 1970 until it occurred."""
    return _EPOCH[connection.vendor]


@dataclass(frozen=True, slots=True)
class Sum:
    """How a number comes from entries, and what becomes of it when there are more of them."""

    of: str
    merged: str = "{old} + {new}"


@dataclass(frozen=True, slots=True)
class Count:
    """A table of counts. Its `keys` are its unit, names and other columns of entries."""

    model: type[models.Model]
    unit: Unit | None
    names: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    column: str = ""
    finer: Count | None = None
    """Counts the same in shorter units."""
    sums: Mapping[str, Sum] = field(
        default_factory=lambda: {
            "entries": Sum("count(*)"),
            "failed": Sum("count(CASE WHEN e.status = 'failed' THEN 1 END)"),
        }
    )

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    @property
    def keys(self) -> list[str]:
        unit = [self.unit.name] if self.unit else []
        return [*unit, *self.names, *([self.column] if self.column else [])]

    @property
    def columns(self) -> list[str]:
        return [*self.keys, *self.sums]

    def from_entries(self, where: str) -> str:
        """A SELECT of `columns` over the entries `e` that the condition lets through."""
        keys = {}
        if self.unit:
            keys[self.unit.name] = f"{epoch()} / {self.unit.seconds}"
        for name, (kind, text) in self.names.items():
            keys |= {f"{name}_kind": kind, f"{name}_text": text}
        if self.column:
            keys[self.column] = f"e.{self.column}"
            where += f" AND e.{self.column} IS NOT NULL"
        selected = [f"{sql} AS {name}" for name, sql in keys.items()]
        selected += [f"{each.of} AS {name}" for name, each in self.sums.items()]
        grouped = (
            f"SELECT {', '.join(selected)} FROM {ENTRIES} e WHERE {where} "
            f"GROUP BY {', '.join(map(str, range(1, len(keys) + 1)))}"
        )
        return self._numbered(grouped) if self.names else grouped

    def _numbered(self, grouped: str) -> str:
        """Names are looked up once for each group, not for each entry."""
        columns = [
            f"of_{name}.id AS {name}" if name in self.names else f"g.{name}"
            for name in self.columns
        ]
        joins = [
            f"JOIN {NAMES} of_{name} "
            f"ON of_{name}.kind = g.{name}_kind AND of_{name}.text = g.{name}_text"
            for name in self.names
        ]
        return f"SELECT {', '.join(columns)} FROM ({grouped}) g {' '.join(joins)}"


_LEAST = "CASE WHEN {new} < {old} THEN {new} ELSE {old} END"


@dataclass(frozen=True, slots=True)
class ActorDays(Count):
    """Days of actors, made of their quarters of an hour: the busiest hour is no sum."""

    def from_entries(self, where: str) -> str:
        return days_of(ACTORS.from_entries(where))


def days_of(quarters: str) -> str:
    """A SELECT of the columns of ACTOR_DAYS over rows of ACTORS."""
    hours = (
        f"SELECT quarter / {QUARTERS_OF_A_DAY} AS day, quarter / {QUARTERS_OF_AN_HOUR} AS hour, "
        f"actor_id, sum(entries) AS entries, sum(failed) AS failed FROM ({quarters}) q "
        "GROUP BY 1, 2, 3"
    )
    return (
        "SELECT day, actor_id, sum(entries) AS entries, sum(failed) AS failed, "
        f"max(entries) AS busiest FROM ({hours}) h GROUP BY day, actor_id"
    )


QUARTERS = Count(CountedQuarter, QUARTER)
ACTORS = Count(CountedActor, QUARTER, names={"actor_id": _ACTOR})
ACTOR_DAYS = ActorDays(
    CountedActorDay,
    DAY,
    names={"actor_id": _ACTOR},
    sums={name: Sum("", "{new}") for name in ("entries", "failed", "busiest")},
)
ACTIONS = Count(CountedAction, DAY, names={"action_id": _ACTION})
CUSTOMERS = Count(CountedCustomer, DAY, column="customer_id")
CUSTOMER_SPANS = Count(CountedCustomerSpan, SPAN, column="customer_id", finer=CUSTOMERS)
PAIRS = Count(
    CountedPair,
    None,
    names={"actor_id": _ACTOR, "action_id": _ACTION},
    sums={
        "entries": Sum("count(*)"),
        "first_at": Sum("min(e.occurred_at)", _LEAST),
    },
)
COUNTS: tuple[Count, ...] = (
    QUARTERS,
    ACTORS,
    # Behind what it is made of.
    ACTOR_DAYS,
    ACTIONS,
    CUSTOMERS,
    CUSTOMER_SPANS,
    PAIRS,
)
