"""Cells that a spreadsheet would run as a formula, made harmless and back again."""

from __future__ import annotations

# A spreadsheet evaluates what begins with one of these (OWASP, "CSV injection"). The apostrophe
# is among them so that taking one off on import is exact: every cell that begins with an
# apostrophe in a file has had one put before it.
RISKY = frozenset("=+-@\t\r'")


def neutral(text: str) -> str:
    return f"'{text}" if text[:1] in RISKY else text


def restored(cell: str) -> str:
    """What `neutral` was given."""
    return cell[1:] if cell[:1] == "'" else cell
