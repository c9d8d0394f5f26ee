from __future__ import annotations

from typing import Any

from django.http import HttpRequest


class ReadOnly:
    """Rows and pages to read: nothing is added, changed or deleted here.

    Stands before the class of the admin, or of the inline, that it holds for.
    """

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
