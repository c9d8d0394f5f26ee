from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from random import Random


def new_uuid(rng: Random) -> UUID:
    return UUID(int=rng.getrandbits(128), version=4)


def new_id(rng: Random) -> str:
    return str(new_uuid(rng))


def chance(rng: Random, percent: float) -> bool:
    return rng.random() * 100 < percent
