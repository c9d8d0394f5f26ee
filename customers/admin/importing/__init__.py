"""Files of rows: chosen, looked at, confirmed, applied by the services, all or nothing."""

from __future__ import annotations

from customers.admin.importing.pages import ImportingAdmin, ImportingBar

__all__ = ["ImportingAdmin", "ImportingBar"]
