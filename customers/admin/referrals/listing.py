from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.urls import URLPattern, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from customers.admin.bars import ReferralBar
from customers.admin.own_pages import OwnPages
from customers.admin.referrals import cells
from customers.admin.referrals.page import referral_page
from customers.admin.referrals.pages import AddReferral, ChangeReferral
from customers.admin.tabs import CustomerTab
from customers.filters import ReferralFilter
from customers.models import Referral
from customers.resources import ReferralResource
from portal.admin import NavItem
from portal.admin.bar import FilterBar, Tool
from portal.admin.form_page import page_path


@admin.register(Referral)
class ReferralAdmin(OwnPages[Referral]):
    """The list of all referrals, and a page for each."""

    filterset_class = ReferralFilter
    resource_class = ReferralResource
    export_name = "referrals"
    bar_class: type[FilterBar] = ReferralBar
    bar_rows = (("q", "status", "substatus"),)
    keyset = ("-created_at", "-id")
    change_list_template = "admin/thing_list.html"
    list_select_related = ("customer",)
    list_display: Any = (
        "name",
        cells.company,
        cells.status,
        cells.deal_value,
        cells.closing_on,
        cells.created_at,
    )
    page_template = "admin/customers/referral/page.html"
    adding = AddReferral
    nav = NavItem(
        group="business",
        order=40,
        icon="link",
        description=_("Chances to sell something, and what became of them."),
    )

    def get_urls(self) -> list[URLPattern]:
        return [
            page_path("<uuid:referral_id>/edit/", ChangeReferral, "customers_referral_edit"),
            *super().get_urls(),
        ]

    def page(self, request: HttpRequest, row: Referral) -> dict[str, Any]:
        return referral_page(request, row)


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

    customer: Any = None


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
