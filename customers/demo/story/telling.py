from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from customers.demo.story.plot import plan
from customers.demo.story.stage import Stage

if TYPE_CHECKING:
    from customers.demo.story.scale import Scale
    from customers.demo.world import World


def tell(world: World, scale: Scale) -> Iterator[int]:
    """Let everything happen that changes rows, in order; yield how often something has."""
    stage = Stage(world, scale)
    plan(stage)
    for _scene in stage.play():
        yield stage.told
