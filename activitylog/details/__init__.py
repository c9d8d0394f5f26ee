"""What opens under an entry's row."""

from __future__ import annotations

from activitylog.details.fragment import Fragment, fragments_of

__all__ = ["Fragment", "fragments_of"]
