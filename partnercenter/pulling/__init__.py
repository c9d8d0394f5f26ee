"""From the service to records: account -> connecting -> patience -> tokens -> service -> pages
-> reached -> run -> source."""

from __future__ import annotations
