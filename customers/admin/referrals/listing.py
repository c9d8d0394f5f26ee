from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
)
from django.template.response import TemplateResponse
from django.urls import URLPattern, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from activitylog.admin.recorded import RecordedExport
from customers.admin.bars import ReferralBar
from customers.admin.cells import activity_url
from customers.admin.operations import operation_path
from customers.admin.referrals import cells
from customers.admin.referrals.page import referral_page
from customers.admin.referrals.pages import AddReferral, ChangeReferral
from customers.admin.tabs import CustomerTab
from customers.filters import ReferralFilter
from customers.models import Referral
from customers.resources import ReferralResource
from portal.admin import NavItem, ReadOnly
from portal.admin.bar import Tool


@admin.register(Referral)
class ReferralAdmin(ReadOnly, RecordedExport[Referral]):
    """The list of all referrals, and a page for each."""

    filterset_class = ReferralFilter
    resource_class = ReferralResource
    export_name = "referrals"
    bar_class: ClassVar[Any] = ReferralBar
    bar_rows = (("q", "status", "substatus"),)
    keyset = ("-created_at", "-id")
    change_list_template = "admin/customers/change_list.html"
    list_select_related = ("customer",)
    list_display: ClassVar[Any] = (
        "name",
        cells.company,
        cells.status,
        cells.deal_value,
        cells.closing_on,
        cells.created_at,
    )
    nav = NavItem(
        group="business",
        order=40,
        icon="link",
        description=_("Chances to sell something, and what became of them."),
    )

    def get_urls(self) -> list[URLPattern]:
        return [
            operation_path("<uuid:referral_id>/edit/", ChangeReferral, "customers_referral_edit"),
            *super().get_urls(),
        ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        # For the button; the page is the service's own.
        return request.user.has_perm(AddReferral.operation.permission)

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponseBase:
        return AddReferral.as_view()(request)

    def change_view(
        self,
        request: HttpRequest,
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The page of a referral. What changes one is a page of its own."""
        if request.method == "POST" or not self.has_view_permission(request):
            raise PermissionDenied
        referral = self.get_object(request, unquote(object_id))
        if referral is None:
            raise Http404
        context = {**self.admin_site.each_context(request), **referral_page(request, referral)}
        return TemplateResponse(request, "admin/customers/referral/page.html", context)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return HttpResponseRedirect(activity_url("resource_id", object_id))


class CustomerReferralsBar(ReferralBar):
    admin: CustomerReferrals

    @property
    def tools(self) -> Sequence[Tool]:
        if not self.request.user.has_perm("customers.manage_referral"):
            return super().tools
        url = f"{reverse('admin:customers_referral_add')}?customer={self.admin.customer.pk}"
        return [*super().tools, Tool(gettext("New referral"), url, primary=True)]


class CustomerReferralsFilter(ReferralFilter):
    """The same filters, without the one that chooses a customer."""

    customer = None


class CustomerReferrals(CustomerTab[Referral], ReferralAdmin):
    """The referrals about one customer."""

    tab = "referrals"
    filterset_class = CustomerReferralsFilter
    bar_class = CustomerReferralsBar
    list_display = (
        "name",
        cells.status,
        cells.deal_value,
        cells.closing_on,
        cells.created_at,
    )
