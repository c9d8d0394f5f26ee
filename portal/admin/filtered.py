from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, TypeVar

from django.contrib import admin
from django.db.models import Model, QuerySet
from django.forms import Media
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse

from portal.admin.bar import FilterBar
from portal.admin.changelist import FilteredChangeList
from portal.keyset import PAGE_NAMES

if TYPE_CHECKING:
    from portal.admin.navigation import NavItem
    from portal.admin.totals import Total
    from portal.filters import StrictFilterSet

M = TypeVar("M", bound=Model)


class FilterSetAdmin(admin.ModelAdmin[M]):
    """A list that one FilterSet narrows, paged by key.

    `keyset` is the order of the list; it ends with the primary key. `bar_rows` are the names of
    the filters in the rows of the bar above the table. `totals` are sums over all rows that match,
    shown above the table; rows are counted, and added up, while there are not more than
    `count_cap`.
    """

    filterset_class: type[StrictFilterSet]
    bar_class: type[FilterBar] = FilterBar
    bar_rows: Sequence[Sequence[str]] = ()
    keyset: Sequence[str] = ("pk",)
    totals: Sequence[Total] = ()
    count_cap = 10_000
    nav: NavItem | None = None
    change_list_template = "admin/filtered_change_list.html"
    list_per_page = 100
    # Sorting by a click would break paging by key.
    sortable_by = ()
    actions = None

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[FilteredChangeList]:
        return FilteredChangeList

    def get_filter_data(self, request: HttpRequest) -> QueryDict:
        """The names and values to narrow by: those of the address, and defaults if there are."""
        return request.GET

    def get_filterset(
        self, request: HttpRequest, rows: QuerySet[Any] | None = None
    ) -> StrictFilterSet:
        return self.filterset_class(
            self.get_filter_data(request),
            self.get_queryset(request) if rows is None else rows,
            other_names=PAGE_NAMES,
        )

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        response = super().changelist_view(request, extra_context)
        if isinstance(response, TemplateResponse) and response.context_data:
            changelist = response.context_data["cl"]
            # The stock scripts serve actions and forms, of which these lists have none.
            response.context_data["media"] = Media()
            response.context_data["bar"] = self.bar_class(request, self, changelist)
        return response
