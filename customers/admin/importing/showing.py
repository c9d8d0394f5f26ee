"""What a reader sees of an examined file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from portal.numbers import grouped

if TYPE_CHECKING:
    from customers.importing.examining import Examination

SHOWN = 200


def report(found: Examination) -> dict[str, Any]:
    """Counts, then what is wrong, else what would change."""
    rows = list(_differences(found))
    return {
        "counts": counts(found),
        "problems": found.problems[:SHOWN],
        "rows": rows[:SHOWN],
        "more": more(len(found.problems) or len(rows)),
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
