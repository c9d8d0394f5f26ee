from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from portal.admin.totals import Sums, add_up
from portal.keyset import PAGE_NAMES, UnknownPage, count_up_to, read_page

if TYPE_CHECKING:
    from portal.admin.filtered import FilterSetAdmin


class FilteredChangeList(ChangeList):
    """The stock list, narrowed by a FilterSet and paged by key."""

    model_admin: FilterSetAdmin[Any]

    def get_filters_params(self, params: dict[str, Any] | None = None) -> dict[str, Any]:
        # Every name of the address belongs to the FilterSet, which refuses what it does not know;
        # the stock list would take them for look-ups of its own.
        return {}

    def get_queryset(
        self, request: HttpRequest, exclude_parameters: list[str | None] | None = None
    ) -> QuerySet[Any]:
        rows = super().get_queryset(request, exclude_parameters)
        self.filterset = self.model_admin.get_filterset(request, rows)
        return self.filterset.qs.order_by(*self.model_admin.keyset)

    def get_results(self, request: HttpRequest) -> None:
        self.page_error = ""
        self.valid = self.filterset.is_valid()
        # Given twice, a place to begin at is none that can be read.
        params = {
            name: ",".join(request.GET.getlist(name)) for name in PAGE_NAMES if name in request.GET
        }
        self.result_list: list[Any] = []
        self.has_previous = self.has_next = False
        self.result_count = 0
        # None where nothing is added up, or there are too many rows for that.
        self.sums: Sums | None = None
        if self.valid:
            self._read(params)
        self.full_result_count = self.result_count
        self.show_full_result_count = self.show_admin_actions = False
        self.can_show_all = self.multi_page = False

    def _read(self, params: dict[str, str]) -> None:
        admin = self.model_admin
        try:
            page = read_page(self.queryset, admin.keyset, admin.list_per_page, params)
        except UnknownPage:
            self.page_error = _("This page does not exist. Begin again with the first one.")
            self.valid = False
            return
        self.result_list = page.rows
        self.has_previous, self.has_next = page.has_previous, page.has_next
        self.result_count = self._count(page.rows)
        if admin.totals and 0 < self.result_count <= admin.count_cap:
            self.result_count, self.sums = add_up(self.queryset, admin.totals)

    def _count(self, rows: list[Any]) -> int:
        if not (self.has_previous or self.has_next):
            return len(rows)
        # What is added up is read as a whole: an order would only have it sorted before.
        counted = self.queryset.order_by() if self.model_admin.totals else self.queryset
        return count_up_to(counted, self.model_admin.count_cap)
