"""The hook for sections of the details that open under an entry's row."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Protocol, runtime_checkable
from uuid import UUID

from django.utils.safestring import SafeString

from portal.plugins.registry import Registry


class Entry(Protocol):
    """What a detail renderer may read of an entry.

    `old_value`, `new_value` and `details` are JSON as text, exactly as recorded: they may be
    None, very large, or not parse at all.
    """

    @property
    def id(self) -> UUID: ...
    @property
    def occurred_at(self) -> datetime: ...
    @property
    def customer_id(self) -> UUID | None: ...
    @property
    def customer_name(self) -> str: ...
    @property
    def partner_user(self) -> str: ...
    @property
    def application(self) -> str: ...
    @property
    def action(self) -> str: ...
    @property
    def resource_type(self) -> str: ...
    @property
    def resource_id(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def old_value(self) -> str | None: ...
    @property
    def new_value(self) -> str | None: ...
    @property
    def details(self) -> str | None: ...


@runtime_checkable
class DetailRenderer(Protocol):
    """One section of the details that open under an entry's row."""

    @property
    def name(self) -> str: ...

    @property
    def actions(self) -> Collection[str]:
        """The action codes it is for; empty for every action."""
        ...

    def render(self, entry: Entry, *, full: bool) -> SafeString:
        """Return the section's HTML, or an empty string where it has nothing to say.

        Large contents are cut to what a page can carry, with a note, unless `full` is set:
        then as much as a browser bears is shown. Build HTML with `format_html` or a template,
        so that what came from outside is escaped.
        """
        ...


detail_renderers: Registry[DetailRenderer] = Registry(
    "detail_renderers", contract=DetailRenderer, key=lambda renderer: renderer.name
)
