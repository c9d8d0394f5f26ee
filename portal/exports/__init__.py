"""Columns -> rows -> stream. The only place that writes files for people and spreadsheets."""

from __future__ import annotations

from portal.exports.cells import neutral, restored
from portal.exports.columns import (
    Column,
    ExportResource,
    IdText,
    IsoText,
    MoneyText,
    PlainText,
    UtcText,
    YesNoText,
)
from portal.exports.formats import FORMATS, ExportFormat
from portal.exports.json_rows import JsonRows
from portal.exports.sending import file_response
from portal.exports.tables import table_stream
from portal.exports.xlsx import XLSX_MAX_ROWS

__all__ = [
    "FORMATS",
    "XLSX_MAX_ROWS",
    "Column",
    "ExportFormat",
    "ExportResource",
    "IdText",
    "IsoText",
    "JsonRows",
    "MoneyText",
    "PlainText",
    "UtcText",
    "YesNoText",
    "file_response",
    "neutral",
    "restored",
    "table_stream",
]
