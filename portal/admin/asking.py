"""What an address asks to export, and why it cannot be had."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import QueryDict
from django.utils.translation import gettext

from portal.exports import FORMATS, XLSX_MAX_ROWS, ExportResource
from portal.keyset import PAGE_NAMES, count_up_to

if TYPE_CHECKING:
    from portal.filters import StrictFilterSet

OWN_NAMES = (*PAGE_NAMES, "format", "columns")


@dataclass(frozen=True, slots=True)
class Asked:
    """A kind of file, of the rows that match, with some of the columns or all of them."""

    filterset: StrictFilterSet
    resource: ExportResource
    address: QueryDict

    @property
    def format(self) -> str:
        return str(self.address.get("format", "csv"))

    @property
    def columns(self) -> list[str] | None:
        """None where the address names none; the form names an empty one beside those chosen."""
        if "columns" not in self.address:
            return None
        return [name for name in self.address.getlist("columns") if name]

    @property
    def query(self) -> str:
        """The filters that hold and the columns that are chosen, as in an address."""
        said = self.filterset.data.copy()
        if self.columns is not None:
            said.setlist("columns", self.columns)
        return str(said.urlencode())

    def problems(self) -> list[str]:
        """Why there is no such file, each with the name of what is wrong."""
        return [*self.unreadable(), *self._unknown()] or self._too_long()

    def unreadable(self) -> list[str]:
        return self.filterset.problems()

    def _unknown(self) -> list[str]:
        known = self.resource.columns()
        problems = [
            gettext("columns: there is no column “%(name)s”.") % {"name": name[:100]}
            for name in self.columns or ()
            if name not in known
        ]
        if self.columns == []:
            problems.append(gettext("columns: choose at least one."))
        if len(self.address.getlist("format")) > 1:
            problems.append(gettext("format: this can be given only once."))
        if (name := self.format) not in FORMATS:
            text = gettext("format: there is no format “%(name)s”.")
            problems.append(text % {"name": name[:100]})
        return problems

    def _too_long(self) -> list[str]:
        if self.format != "xlsx":
            return []
        if count_up_to(self.filterset.qs, XLSX_MAX_ROWS) <= XLSX_MAX_ROWS:
            return []
        text = gettext("format: an Excel sheet holds 1,048,575 rows. Export as CSV, or narrow.")
        return [text]
