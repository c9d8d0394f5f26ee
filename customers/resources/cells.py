"""From the text of a cell to the value of a field; ValueError for what cannot be read."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _

TRUE = frozenset(("true", "yes", "1", "wahr", "ja"))
FALSE = frozenset(("false", "no", "0", "falsch", "nein"))
_WHOLE = re.compile(r"-?\d{1,18}", re.ASCII)
_AMOUNT = re.compile(r"-?\d{1,18}([.,]\d{1,10})?", re.ASCII)
_UNKEEPABLE = re.compile(r"[\x00\ud800-\udfff]")


def reader_of(field: models.Field[Any, Any]) -> Callable[[str], Any]:
    """How a cell of this field is read."""
    match field:
        case models.ForeignKey() | models.UUIDField():
            return _id
        case models.BooleanField():
            return _truth
        case models.DecimalField():
            return _amount
        case models.IntegerField():
            return _whole
        case models.JSONField():
            return str.split
    return _text


def keepable(cell: str) -> bool:
    return not _UNKEEPABLE.search(cell)


def _text(cell: str) -> str:
    if not keepable(cell):
        raise ValueError(_("This holds a character that cannot be stored."))
    return cell


def _id(cell: str) -> UUID | None:
    try:
        return UUID(cell) if cell else None
    except ValueError:
        raise ValueError(_("This is not an ID.")) from None


def _truth(cell: str) -> bool:
    # Spreadsheets write them in capitals, and in their own language.
    word = cell.lower()
    if word not in TRUE | FALSE:
        raise ValueError(_("Write true or false."))
    return word in TRUE


def _whole(cell: str) -> int:
    if not _WHOLE.fullmatch(cell):
        raise ValueError(_("Write a whole number."))
    return int(cell)


def _amount(cell: str) -> Decimal:
    if not _AMOUNT.fullmatch(cell):
        raise ValueError(_("Write an amount such as 12.50, without separators in between."))
    try:
        return Decimal(cell.replace(",", "."))
    except InvalidOperation:
        raise ValueError(
            _("Write an amount such as 12.50, without separators in between.")
        ) from None
