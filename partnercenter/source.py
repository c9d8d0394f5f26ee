from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext_lazy as _

from partnercenter.reading.pieces import Piece, Pieces
from partnercenter.reading.record import CUSTOMER, DATE, DETAILS, NEW, OLD, TEXTS, read_record
from portal.plugins import Reading, Refusal


class PartnerCenterSource:
    """Audit records as Partner Center's API answers them.

    One record, lists and collections of them, one per line or simply one after the other.
    """

    name = "partnercenter"
    label = _("Partner Center")
    field_names = {field: name for name, field in TEXTS.items()} | {
        "customer_id": CUSTOMER,
        "occurred_at": DATE,
        "old_value": OLD,
        "new_value": NEW,
        "details": DETAILS,
        "resource_id": DETAILS,
    }

    def read(self, file: BinaryIO) -> Iterator[Reading]:
        for piece in Pieces(file):
            yield _reading(piece)


def _reading(piece: Piece) -> Reading:
    content = Refusal("", piece.problem) if piece.problem else read_record(piece.raw)
    return Reading(piece.line, piece.raw, content)
