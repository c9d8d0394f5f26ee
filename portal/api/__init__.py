"""What every endpoint of the API shares: who may, how pages go on, how errors look."""

from __future__ import annotations
