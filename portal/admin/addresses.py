from __future__ import annotations

from collections.abc import Collection, Mapping

from django.http import QueryDict

from portal.keyset import PAGE_NAMES

Values = Mapping[str, str | list[str] | None]


def query(data: QueryDict, changes: Values | None = None, *, drop: Collection[str] = ()) -> str:
    """The query part of an address like `data`, with changes (None takes a name out), on the
    first page."""
    wanted = data.copy()
    for name in {*PAGE_NAMES, *drop}:
        wanted.pop(name, None)
    for name, value in (changes or {}).items():
        if value is None:
            wanted.pop(name, None)
        else:
            wanted.setlist(name, value if isinstance(value, list) else [value])
    return f"?{wanted.urlencode()}" if wanted else "?"
