from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import template

from portal.tiles import Tile

if TYPE_CHECKING:
    from portal.figures import Figure

register = template.Library()


@register.inclusion_tag("portal/figures.html")
def figures(shown: Sequence[Figure]) -> dict[str, Any]:
    """Show key figures as tiles. Their page loads `portal/figures.css`."""
    return {"tiles": [Tile(figure) for figure in shown]}
