"""Files of rows, read, compared with what is stored, and applied by the services, all or none."""

from __future__ import annotations
