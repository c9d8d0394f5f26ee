"""The hook for the overview, the page that everyone sees first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, Protocol, runtime_checkable

from django.http import HttpRequest
from django.utils.safestring import SafeString

from portal.plugins.registry import Registry

if TYPE_CHECKING:
    from portal.figures import Figure, Link
    from portal.plugins.actions import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """A card below the figures: something to look at, and the way to more of it."""

    title: Text
    content: SafeString
    """HTML, built with `format_html` or a template, so that what came from outside is escaped."""
    note: Text = ""
    """A few words beside the title."""
    more: tuple[Text, str] | None = None
    """What the link to more is called, and its address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Rows that somebody should look at. Where there are none it is not shown."""

    label: Text
    count: int
    link: Link
    is_urgent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HealthRow:
    """A line about the portal itself, such as when something last ran."""

    label: Text
    value: Text
    badge: Literal["", "ok", "warn", "bad"] = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    """What stands on the overview; of one app, or of all together."""

    figures: Sequence[Figure] = ()
    panels: Sequence[Panel] = ()
    tasks: Sequence[Task] = ()
    health: Sequence[HealthRow] = ()


@runtime_checkable
class OverviewPart(Protocol):
    """What one app shows on the overview."""

    @property
    def name(self) -> str: ...

    def overview(self, request: HttpRequest) -> Overview:
        """Return what this user may see; `Overview()` where that is nothing.

        The portal asks for no permission itself. The page waits for all its parts: read a few
        numbers, not whole tables.
        """
        ...


overview_parts: Registry[OverviewPart] = Registry(
    "overview_parts", contract=OverviewPart, key=lambda part: part.name
)
