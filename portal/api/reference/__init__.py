"""The reference that people read, made from the same documents as programs read."""

from __future__ import annotations
