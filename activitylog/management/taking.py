"""What commands say of the records that they bring into the log."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import BinaryIO, Literal

from tqdm import tqdm

from activitylog.services import Outcome, Result

NOT_TAKEN = (Result.CONFLICT, Result.REFUSED)


class Taking:
    """Counts what became of records, complains of those that were not taken, and keeps them."""

    def __init__(self, field_names: Mapping[str, str], kept: Kept) -> None:
        self.field_names = field_names
        self.kept = kept
        self.found: Counter[Result] = Counter()

    def take(self, outcome: Outcome, place: str) -> None:
        self.found[outcome.result] += 1
        self.tell(outcome, place)

    def tell(self, outcome: Outcome, place: str) -> None:
        """Complain, and keep the record, if it was not taken."""
        if outcome.result not in NOT_TAKEN:
            return
        name = self.field_names.get(outcome.field, outcome.field)
        what = " ".join(part for part in (name, outcome.reason) if part)
        tqdm.write(f"{place}: {outcome.result}: {what}", file=sys.stderr)
        self.kept.keep(outcome)

    @property
    def all_taken(self) -> bool:
        return not any(self.found[result] for result in NOT_TAKEN)

    def summary(self) -> str:
        counts = ", ".join(
            f"{self.found[result]} {word}"
            for result, word in (
                (Result.ADDED, "added"),
                (Result.KNOWN, "known"),
                (Result.CONFLICT, "conflicting"),
                (Result.REFUSED, "refused"),
            )
        )
        return f"{self.found.total()} read, {counts}."


def refused_file(
    name: str | None, mode: Literal["wb", "ab"]
) -> AbstractContextManager[BinaryIO | None]:
    return Path(name).open(mode) if name else nullcontext()


class Kept:
    """A file of the records that were not taken, ready to be mended and imported."""

    def __init__(self, file: BinaryIO | None) -> None:
        self.file = file
        self.started = bool(file and file.tell())

    def keep(self, outcome: Outcome) -> None:
        if self.file is None:
            return
        if not self.started:
            self.file.write(outcome.reading.header)
            self.started = True
        raw = outcome.reading.raw
        self.file.write(raw if raw.endswith(b"\n") else raw + b"\n")
        # Whoever is killed has kept what was refused until then.
        self.file.flush()
