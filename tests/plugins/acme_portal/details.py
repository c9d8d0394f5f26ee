from __future__ import annotations

import json
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from portal.plugins import Entry


class RestoreTest:
    """Says in one line how a tested restore went."""

    name = "acme.restore_test"
    actions = ("acme_test_restore",)

    def render(self, entry: Entry, *, full: bool) -> SafeString:
        try:
            facts = {fact["key"]: fact["value"] for fact in json.loads(entry.details or "[]")}
        except (ValueError, TypeError, KeyError):
            # Recorded by someone else, in another shape: the portal shows it as it came.
            return SafeString()
        if "Files" not in facts:
            return SafeString()
        context = {"facts": facts, "came_back": entry.status == "succeeded"}
        return render_to_string("acme_portal/restore_test.html", context)
