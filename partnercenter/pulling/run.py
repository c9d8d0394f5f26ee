"""One pull: window by window, page by page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from partnercenter.pulling.answers import Refused
from partnercenter.pulling.places import Place
from partnercenter.pulling.reached import Reached
from partnercenter.pulling.service import Service, waited
from partnercenter.pulling.trail import Trail
from partnercenter.pulling.windows import DAY, KEPT, OVERLAP, Window, windows
from portal.plugins import Pulled, PullError

if TYPE_CHECKING:
    from partnercenter.pulling.pages import Page

SIZE = 500


class Run:
    """`today` is the last day to be read, in UTC; `first_day` the one that somebody wants."""

    def __init__(
        self, service: Service, reached: Reached, *, today: date, first_day: date | None
    ) -> None:
        self.service = service
        self.reached = reached
        self.today = today
        self.first_day = first_day
        # Told with the next step: were it a step of its own, it might be all that is kept.
        self.missing: list[str] = []

    def steps(self) -> Iterator[Pulled]:
        if self.first_day:
            return self._from(self.first_day)
        if self.reached.window and self.reached.next:
            return self._resumed(self.reached.window, self.reached.next)
        done = self.reached.done
        return self._days(min(done - OVERLAP, self.today) if done else self._oldest)

    @property
    def _oldest(self) -> date:
        return self.today - KEPT

    def _from(self, first_day: date) -> Iterator[Pulled]:
        unread = self.reached.unread_from
        if unread and unread < first_day:
            self.missing.append(f"{Window(unread, first_day - DAY)} was skipped by --from.")
        return self._days(first_day)

    def _resumed(self, window: Window, place: Place) -> Iterator[Pulled]:
        pages = self._pages(window, place, self.reached.page)
        try:
            first = next(pages)
        except Refused as refusal:
            if not refusal.is_final:
                raise
            # Tokens of pages do not live for ever.
            yield from self._days(window.start)
            return
        yield first
        yield from pages
        yield from self._days(min(window.end - OVERLAP, self.today))

    def _days(self, start: date) -> Iterator[Pulled]:
        for window in windows(start, self.today):
            pages = self._pages(window, Place(window.query(SIZE)))
            try:
                first = next(pages)
            except Refused as refusal:
                self._ensure_only_early(window, refusal)
                yield from self._days(self._oldest)
                return
            yield first
            yield from pages

    def _ensure_only_early(self, window: Window, refusal: Refused) -> None:
        """Note which days are lost where the service no longer has them; else raise the refusal."""
        if refusal.status != 400 or window.start >= self._oldest:
            raise refusal
        if self.first_day:
            hint = f"It may not have {window.start} any more: --from decides where to begin."
            raise PullError(f"{refusal} {hint}") from refusal
        lost = max(window.start, self.reached.unread_from or window.start)
        if lost < self._oldest:
            days = Window(lost, self._oldest - DAY)
            self.missing.append(f"{days} can no longer be had. {refusal}")

    def _pages(self, window: Window, place: Place | None, number: int = 1) -> Iterator[Pulled]:
        trail = Trail()
        while place:
            progress = f"{window}, page {number}"
            page = self._page(place, trail, progress)
            place = page.next
            number += 1
            behind = str(self._behind(window, place, number))
            yield Pulled(page.readings, behind, progress, self._told())

    def _page(self, place: Place, trail: Trail, progress: str) -> Page:
        """The page; asked again where it leads back, and the last one where that does not help."""
        trail.ask(place)
        patience = self.service.patience
        page = self.service.page(place)
        while page.readings and trail.leads_back(page):
            try:
                patience = waited(patience, "It leads in a circle")
            except PullError:
                break
            page = self.service.page(place)
        back = trail.leads_back(page)
        if page.next is None or not (back or trail.is_fruitless(page)):
            return page
        # A page with nothing in it that names itself as the next one says that nothing follows.
        if page.readings or not back:
            self.missing.append(f"{progress} leads in a circle: what follows could not be read.")
        return replace(page, next=None)

    def _behind(self, window: Window, place: Place | None, number: int) -> Reached:
        if place is None:
            return Reached(self.reached.service, done=window.end)
        return Reached(self.reached.service, window=window, next=place, page=number)

    def _told(self) -> tuple[str, ...]:
        told, self.missing = tuple(self.missing), []
        return told
