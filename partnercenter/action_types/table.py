from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from portal.plugins import ActionType

if TYPE_CHECKING:
    from portal.plugins.actions import Text


def about(resource_type: str, *rows: tuple[str, Text, Text]) -> Iterator[ActionType]:
    """The actions on one type of resource, each as (code, label, phrase).

    The phrase is empty where nobody acts: the thing happened by itself, or the vendor did it.
    """
    for code, label, phrase in rows:
        yield ActionType(code=code, label=label, resource_type=resource_type, phrase=phrase)
