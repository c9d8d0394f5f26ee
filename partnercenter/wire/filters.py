"""The grammar of `filter`, in all the spellings of it that clients have."""

from __future__ import annotations

import json
from enum import IntEnum
from typing import TYPE_CHECKING, Any, NamedTuple

from partnercenter.wire.queries import FILTER
from partnercenter.wire.refusing import BadParameter, quoted
from portal.visible import has_half_character

if TYPE_CHECKING:
    from partnercenter.wire.queries import Query


class Operator(IntEnum):
    """How a value is compared, with the numbers by which some clients say it."""

    EQUALS = 0
    NOT_EQUALS = 1
    GREATER_THAN = 2
    GREATER_THAN_OR_EQUALS = 3
    LESS_THAN = 4
    LESS_THAN_OR_EQUALS = 5
    SUBSTRING = 6
    AND = 7
    OR = 8
    STARTS_WITH = 9
    NOT_STARTS_WITH = 10

    @property
    def wire_name(self) -> str:
        return self.name.lower()


class FieldFilter(NamedTuple):
    """One field compared with one value."""

    field: str
    value: str
    operator: Operator

    def as_json(self) -> str:
        """In plain spelling, for the links of a page."""
        members = {"Field": self.field, "Value": self.value, "Operator": self.operator.wire_name}
        return json.dumps(members, ensure_ascii=False, separators=(",", ":"))

    def ensure_operator(self, *allowed: Operator) -> None:
        if self.operator not in allowed:
            names = ", ".join(operator.wire_name for operator in allowed)
            problem = f"knows only {names} for {self.field}, not {self.operator.wire_name}."
            raise BadParameter(FILTER, problem)


_KEYS = ("field", "value", "operator")
# What clients send beside them.
_IGNORED = {"fieldtype"}
_OPERATORS = {operator.name.replace("_", ""): operator for operator in Operator}


def read_filter(query: Query) -> FieldFilter | None:
    """The filter as JSON, or in the three parameters of the newer spelling."""
    text = query.take(FILTER)
    parts = {key: query.take(f"auditRequest.filter.{key}") for key in _KEYS}
    given = {key: part for key, part in parts.items() if part is not None}
    if text is None:
        return _filter(given) if given else None
    if given:
        raise BadParameter(FILTER, "is given twice, in both spellings.")
    return _filter(_members(text))


def _members(text: str) -> dict[str, Any]:
    try:
        pairs = json.loads(text, object_pairs_hook=_Pairs)
    except (ValueError, RecursionError):
        pairs = None
    if not isinstance(pairs, _Pairs):
        example = '{"Field":"CompanyName","Value":"bri","Operator":"substring"}'
        raise BadParameter(FILTER, f"must be JSON such as {example}, not {quoted(text)}.")
    members = {key.lower(): value for key, value in pairs}
    if len(members) < len(pairs):
        raise BadParameter(FILTER, "has a key twice.")
    for key in members.keys() - {*_KEYS, *_IGNORED}:
        raise BadParameter(FILTER, f"has the unknown key {quoted(key)}.")
    return members


class _Pairs(list[tuple[str, Any]]):
    """The members of a JSON object as they stand there."""


def _filter(members: dict[str, Any]) -> FieldFilter:
    field, value = (_text(members, key) for key in ("field", "value"))
    return FieldFilter(field, value, _operator(members.get("operator")))


def _text(members: dict[str, Any], key: str) -> str:
    text = members.get(key)
    if not isinstance(text, str) or not text.strip():
        raise BadParameter(FILTER, f"needs a {key.title()}, as text.")
    if "\0" in text or has_half_character(text):
        raise BadParameter(FILTER, f"has a {key.title()} with a character that is no text.")
    return text.strip()


def _operator(given: Any) -> Operator:
    text = str(given).replace("_", "").strip().upper()
    if text in _OPERATORS and isinstance(given, str):
        return _OPERATORS[text]
    if text.isascii() and text.isdecimal() and len(text) < 3 and int(text) in list(Operator):
        return Operator(int(text))
    known = ", ".join(operator.wire_name for operator in Operator)
    raise BadParameter(FILTER, f"needs an Operator that is one of {known}.")
