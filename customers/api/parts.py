"""Which fields of a body a service takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from customers.services import Operation

Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """A service, the fields that it takes, and what it calls each of them."""

    operation: Operation[..., Any]
    fields: Mapping[str, str]
    as_changes: bool = False
    """Whether it takes them together, as its `changes`."""

    def is_asked(self, values: Values) -> bool:
        return not self.fields.keys().isdisjoint(values)

    def arguments(self, values: Values) -> dict[str, Any]:
        given = {name: values[field] for field, name in self.fields.items() if field in values}
        return {"changes": given} if self.as_changes else given

    @property
    def names(self) -> Mapping[str, str]:
        """What the body calls the arguments."""
        return {name: field for field, name in self.fields.items()}


def each(operation: Operation[..., Any], *fields: str, **renamed: str) -> Part:
    """A service with an argument for each field; `renamed` are those that it calls otherwise."""
    return Part(operation, {field: field for field in fields} | renamed)


def together(operation: Operation[..., Any], fields: Sequence[str]) -> Part:
    return Part(operation, {field: field for field in fields}, as_changes=True)
