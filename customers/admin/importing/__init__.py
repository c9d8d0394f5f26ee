"""The pages of an import: see customers.importing for what they show and do."""

from __future__ import annotations

from customers.admin.importing.pages import ImportingAdmin, ImportingBar

__all__ = ["ImportingAdmin", "ImportingBar"]
