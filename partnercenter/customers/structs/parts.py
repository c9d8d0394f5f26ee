"""What all resources are made of."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

from msgspec import UNSET, Struct, UnsetType, field

from partnercenter.wire.links import WireLink

if TYPE_CHECKING:
    from customers.versions import VersionedModel

T = TypeVar("T")


class WireLinks(Struct):
    itself: WireLink = field(name="self")


class WireAttributes(Struct, rename="camel"):
    """What kind of thing it is, and in which version."""

    object_type: str
    etag: str | UnsetType = UNSET


def links_to(uri: str) -> WireLinks:
    return WireLinks(itself=WireLink(uri))


def attributes_of(kind: str, row: VersionedModel | None = None) -> WireAttributes:
    return WireAttributes(kind, str(row.version) if row else UNSET)


def given(value: T | None) -> T | UnsetType:
    """The value; where there is none, or an empty text, the field is left out."""
    return UNSET if value is None or value == "" else value


def number(amount: Decimal) -> float:
    """Money is a number here, of two decimals."""
    return float(round(amount, 2))
