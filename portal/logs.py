from __future__ import annotations

import logging


class WithoutTraceback(logging.Filter):
    """Answers such as 403 and 404 are a line in the log; tracebacks are for what is broken."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.levelno < logging.ERROR:
            record.exc_info = None
        return True
