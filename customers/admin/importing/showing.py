"""What a reader sees of an examined file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from portal.numbers import grouped

if TYPE_CHECKING:
    from customers.importing.examining import Change, Examination

SHOWN = 200


def report(found: Examination) -> dict[str, Any]:
    """Counts, then what is wrong, else what would change."""
    count = len(found.problems) or sum(_n_differences(change) for change in found.changes)
    return {
        "counts": counts(found),
        "problems": found.problems[:SHOWN],
        "rows": list(islice(_differences(found), SHOWN)),
        "more": more(count),
    }


def counts(found: Examination) -> list[dict[str, Any]]:
    pairs = (
        (_("Rows"), found.n_rows),
        (_("New"), found.n_new),
        (_("Changed"), found.n_changed),
        (_("Unchanged"), found.n_same),
        (_("With errors"), found.n_wrong),
    )
    return [{"label": label, "n": n} for label, n in pairs]


def more(count: int) -> str:
    if count <= SHOWN:
        return ""
    return _("%(count)s more are not shown.") % {"count": grouped(count - SHOWN)}


def _n_differences(change: Change) -> int:
    """A row that is new is shown as one, a known one as each of its columns."""
    return 1 if change.found.is_new else len(change.found.texts)


def _differences(found: Examination) -> Iterator[dict[str, Any]]:
    for change in found.changes:
        row = {"line": change.found.line, "name": str(change.found.instance)}
        texts = change.found.texts.items()
        if change.found.is_new:
            said = (f"{found.column([name])}: {after}" for name, (_before, after) in texts)
            yield row | {"is_new": True, "after": " · ".join(said)}
        else:
            for name, (before, after) in texts:
                header = found.column([name])
                yield row | {"column": header, "before": before, "after": after}
