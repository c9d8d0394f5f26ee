"""From the bytes of a file to records: window -> lexing -> pieces -> members -> record."""

from __future__ import annotations
