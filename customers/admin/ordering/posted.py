"""The lines that a page has sent: those whose fields are there, whatever number it says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext

from customers.admin.operations import typed_number
from customers.admin.ordering.forms import PREFIX, LineForm
from customers.services.orders import MOST_LINES

_FIELD = re.compile(rf"{PREFIX}-(?P<place>0|[1-9][0-9]{{0,3}})-(?P<name>[a-z_]+)")


@dataclass(frozen=True, slots=True)
class Posted:
    lines: list[dict[str, Any]]
    """What stands in the fields of each, as it was typed."""
    problem: str
    """Why they cannot be what the page had; empty if they are."""

    @classmethod
    def of(cls, data: QueryDict) -> Posted:
        found = _found(data)
        lines = [found[place] for place in sorted(found)]
        if len(lines) > MOST_LINES:
            return cls(lines[:MOST_LINES], too_many())
        said = typed_number(data.get(f"{PREFIX}-TOTAL_FORMS", ""))
        if said is not None and sorted(found) == list(range(min(said, MOST_LINES + 1))):
            return cls(lines, "")
        text = gettext("The lines did not arrive as they were sent. Look at them and go on.")
        return cls(lines or [{}], text)


def too_many() -> str:
    return gettext("An order has between 1 and %(most)s lines.") % {"most": MOST_LINES}


def _found(data: QueryDict) -> dict[int, dict[str, Any]]:
    """The fields of each line, by its place."""
    found: dict[int, dict[str, Any]] = {}
    for key in data:
        field = _FIELD.fullmatch(key)
        if field and field["name"] in LineForm.base_fields:
            found.setdefault(int(field["place"]), {})[field["name"]] = data[key]
    return found
