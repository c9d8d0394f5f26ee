"""What readers of JSON records share: their members, still as sent, and the texts in them."""

from __future__ import annotations
