"""Audit records, served: what is asked for, which entries that is, and how each leaves."""

from __future__ import annotations
