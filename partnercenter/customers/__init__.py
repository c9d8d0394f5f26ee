"""The addresses of customers and of what belongs to them, for programs that read."""

from __future__ import annotations
