from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from partnercenter.pulling.pages import Page
    from partnercenter.pulling.places import Place

# Pages may be empty with more behind them; but not for ever.
FRUITLESS = 50


class Trail:
    """The pages of a window that were read: tells when following them leads in a circle."""

    def __init__(self) -> None:
        self._asked: set[Place] = set()
        self._read: set[int] = set()
        self._fruitless = 0

    def ask(self, place: Place) -> None:
        self._asked.add(place)

    def leads_back(self, page: Page) -> bool:
        return page.next in self._asked

    def is_fruitless(self, page: Page) -> bool:
        """Whether so many pages one after the other bring nothing new that it will not end."""
        fruitless = not page.readings or page.digest in self._read
        self._read.add(page.digest)
        self._fruitless = self._fruitless + 1 if fruitless else 0
        return self._fruitless == FRUITLESS
