"""How far a pull has come, as it is kept between two."""

from __future__ import annotations

from datetime import date

import msgspec

from partnercenter.pulling.places import Place
from partnercenter.pulling.windows import Window
from portal.plugins import PullError


class Reached(msgspec.Struct, frozen=True, omit_defaults=True):
    """Either all days up to `done` were read, or `window` is being read and goes on at `next`,
    its page number `page`."""

    service: str
    done: date | None = None
    window: Window | None = None
    next: Place | None = None
    page: int = 1

    @property
    def unread_from(self) -> date | None:
        """The first day of which something may be missing."""
        return self.window.start if self.window else self.done

    def __str__(self) -> str:
        return msgspec.json.encode(self).decode()


def reached(state: str | None, service: str) -> Reached:
    """What the last pull has left. Of another service it means nothing."""
    if state is None:
        return Reached(service)
    try:
        known = msgspec.json.decode(state, type=Reached)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise PullError(
            f"What the last pull has left cannot be read ({error}). Begin anew with --from."
        ) from error
    return known if known.service == service else Reached(service)
