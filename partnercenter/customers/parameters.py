"""Parameters that several addresses have. Each raises BadParameter for what it cannot read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from partnercenter.wire.refusing import BadParameter, quoted

if TYPE_CHECKING:
    from partnercenter.customers.lists import Listing

# By their numbers in the .NET library.
_CYCLES = ("unknown", "monthly", "annual", "none", "one_time", "triennial", "biennial")
_FLAGS = {"": False, "false": False, "true": True}
_DESCENDING = {"": False, "ascending": False, "asc": False, "descending": True, "desc": True}


def read_flag(name: str, text: str) -> bool:
    if text.lower() not in _FLAGS:
        raise BadParameter(name, f"must be true or false, not {quoted(text)}.")
    return _FLAGS[text.lower()]


def read_billing_cycle(name: str, text: str) -> str:
    """A billing cycle, by its name in any spelling or by its number."""
    plain = {cycle.replace("_", ""): cycle for cycle in _CYCLES}
    numbered = {str(number): cycle for number, cycle in enumerate(_CYCLES)}
    found = (plain | numbered).get(text.replace("_", "").lower())
    if found is None:
        raise BadParameter(name, f"must be one of {', '.join(_CYCLES)}, not {quoted(text)}.")
    return found


def take_descending(listing: Listing) -> bool:
    """Whether users are wanted from the last name on; they are sorted by nothing else."""
    name = listing.take("sortOption.sortField", "sortField")
    if name.lower() not in ("", "displayname"):
        raise BadParameter("sortField", f"can only be DisplayName, not {quoted(name)}.")
    direction = listing.take("sortOption.sortDirection", "sortDirection")
    if direction.lower() not in _DESCENDING:
        problem = f"must be Ascending or Descending, not {quoted(direction)}."
        raise BadParameter("sortDirection", problem)
    return _DESCENDING[direction.lower()]
