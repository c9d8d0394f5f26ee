"""Lists of one customer, each on a tab of that customer's page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse

from activitylog.admin.recorded import RecordedExport
from customers.admin.head import head
from customers.models import Customer

if TYPE_CHECKING:
    from uuid import UUID

    from portal.filters import StrictFilterSet

M = TypeVar("M", bound=Model)
VIEWS = (("", "changelist_view"), ("export/", "export_view"), ("export/columns/", "columns_view"))


class CustomerTab(RecordedExport[M]):
    """Stands before the class of a list: the same list, of one customer, under that one's head.

    Such an admin lives for one request, which is why it may know the customer. The customer is no
    filter here, so nobody can take it away; the file that is exported holds what is listed.
    """

    change_list_template = "admin/customers/customer/list.html"
    tab: ClassVar[str]

    def __init__(self, model: type[M], admin_site: AdminSite, customer: Customer) -> None:
        super().__init__(model, admin_site)
        self.customer = customer

    def get_queryset(self, request: HttpRequest) -> QuerySet[M]:
        return super().get_queryset(request).filter(customer=self.customer)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        context = {
            **head(request, self.customer, here=self.tab),
            "list_template": super().change_list_template,
            **(extra_context or {}),
        }
        return super().changelist_view(request, context)

    def export_url(self, name: str) -> str:
        return reverse(f"admin:customers_customer_{self.tab}_{name}", args=[self.customer.pk])

    def export_looked_for(self, filterset: StrictFilterSet) -> str:
        return " · ".join(filter(None, (str(self.customer), super().export_looked_for(filterset))))

    def recorded_export(
        self,
        request: HttpRequest,
        rows: QuerySet[Any],
        *,
        file_name: str,
        file_format: str,
        query: str,
    ) -> QuerySet[Any]:
        said = QueryDict(query, mutable=True)
        said["customer"] = str(self.customer.pk)
        return super().recorded_export(
            request, rows, file_name=file_name, file_format=file_format, query=said.urlencode()
        )


def tab_urls(
    site: AdminSite, tabs: Iterable[tuple[type[CustomerTab[Any]], type[Model]]]
) -> Iterator[URLPattern]:
    """The addresses below a customer's: each list, its export and the choice of columns."""
    for tab, model in tabs:
        for route, view in VIEWS:
            suffix = route.strip("/").rpartition("/")[2]
            yield path(
                f"<uuid:customer_id>/{tab.tab}/{route}",
                site.admin_view(_view(site, tab, model, view)),
                name="_".join(filter(None, ("customers_customer", tab.tab, suffix))),
            )


def _view(
    site: AdminSite, tab: type[CustomerTab[Any]], model: type[Model], view: str
) -> Callable[..., HttpResponseBase]:
    def call(request: HttpRequest, customer_id: UUID) -> HttpResponseBase:
        if not request.user.has_perm("customers.view_customer"):
            raise PermissionDenied
        customer = get_object_or_404(Customer, pk=customer_id)
        answer: HttpResponseBase = getattr(tab(model, site, customer), view)(request)
        return answer

    return call
